package io.plateau.routing.table2;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.statistics.tokens.TokenGroup;

/** The head whose ablation moves the rare targets' plateau activation most, either way. */
final class MaximumImpactHead {
    private MaximumImpactHead() {
    }

    /**
     * Chooses by {@link PlateauActivation#impact} over the given contexts; ties go to the first.
     *
     * @return empty when the impact is undefined there
     */
    static Optional<Ablation> chosenOn(int[] contexts, PlateauActivation plateau) {
        if (!plateau.baseline(TokenGroup.RARE, contexts).isDefined()) {
            return Optional.empty();
        }
        List<Ablation> heads = plateau.ablations(Ablation.Kind.HEAD);
        return heads.stream().min(
                // A difference, not a sign: it makes one value of 0 and −0, which would otherwise be no tie.
                Comparator.comparingDouble(head -> 0.0 - plateau.impact(head, TokenGroup.RARE, contexts).value()));
    }
}
