package io.plateau.influence.analysis;

import java.util.Optional;

import io.plateau.contracts.specification.RegimeSpecification.PlateauRule;
import io.plateau.influence.noise.FittedRanks;
import io.plateau.influence.noise.NoiseCorrectedFits;
import io.plateau.influence.plateau.Plateau;
import io.plateau.influence.plateau.PlateauStatement;
import io.plateau.influence.ranking.NeuronStatistics;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.tail.TailReport;
import io.plateau.influence.uncertainty.BootstrapResult;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * The regimes of one token group.
 *
 * @param positions the group's target positions
 * @param spread the contexts that hold one
 * @param influence N: influence by the specification's definition, nats
 * @param fitted the ranks that line, segments and tail are fitted to
 * @param fit empty where fewer than three neurons have an influence
 * @param corrected the fits corrected for noise, with their intervals; empty without a bootstrap
 * @param tail maximum-likelihood tail fit of the influences
 * @param reason why something is missing; null when nothing is
 */
public record GroupRegimes(TokenGroup group, long positions, Spread spread, NeuronStatistics statistics,
        double[] influence, Ranking ranking, FittedRanks fitted, Optional<CurveFit> fit, BootstrapResult bootstrap,
        Optional<NoiseCorrectedFits> corrected, Plateau plateau, TailReport tail, String reason) {
    /** Regime of the ranks below those that are fitted. */
    public static final String BELOW_NOISE = "below noise";

    /**
     * One sentence on the plateau, or on why it is empty.
     *
     * @param plateauDelta mean excess that makes a plateau, ln influence
     * @param allowed the specification's plateauRule
     */
    public String plateauStatement(double plateauDelta, PlateauRule allowed) {
        return fit.map(f -> PlateauStatement.of(plateau, f, bootstrap, plateauDelta, fitted.resolved(), allowed))
                .orElseGet(() -> "empty: " + reason);
    }

    /**
     * Regime of a rank: {@code below noise} beyond the fitted ranks; {@code plateau} up to the plateau's size,
     * {@code rapid decay} beyond the power-law piece where the following piece is steeper, {@code power law} otherwise.
     */
    public String regime(int rank) {
        if (rank > fitted.ranks()) {
            return BELOW_NOISE;
        }
        if (rank <= plateau.size()) {
            return "plateau";
        }
        boolean beyond = fit.map(CurveFit::segmented).filter(s -> {
            var last = s.segments().get(s.breakpoints());
            return rank > s.powerLaw().lastRank() && last.kappa() > s.powerLaw().kappa();
        }).isPresent();
        return beyond ? "rapid decay" : "power law";
    }
}
