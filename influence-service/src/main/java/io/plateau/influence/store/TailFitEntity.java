package io.plateau.influence.store;

import java.io.Serializable;
import java.util.Optional;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.contracts.specification.RegimeSpecification;
import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.noise.Quantity;
import io.plateau.influence.tail.ExponentAgreement;
import io.plateau.influence.tail.PowerLawTail;
import io.plateau.influence.tail.TailReport;
import io.plateau.influence.uncertainty.Interval;

/** Row of {@code tail_fit}; columns and units are those of the view {@code results.tail_fits}. */
@Entity
@IdClass(TailFitEntity.Key.class)
class TailFitEntity {
    @Id
    String experimentId;
    @Id
    String tokenGroup;
    int minTail;
    Integer size;
    Double cutoff;
    Double alpha;
    Double standardError;
    Double distance;
    int draws;
    Double goodnessP;
    Boolean plausible;
    Double lineAlpha;
    Double lineZ;
    Boolean lineAgrees;
    Double segmentAlpha;
    Double segmentZ;
    Boolean segmentAgrees;
    String reason;

    static TailFitEntity of(String experimentId, RegimeSpecification asked, GroupRegimes group) {
        TailReport tail = group.tail();
        TailFitEntity row = new TailFitEntity();
        row.experimentId = experimentId;
        row.tokenGroup = group.group().label();
        row.minTail = asked.minTail();
        row.draws = tail.draws();
        row.reason = tail.reason();
        row.goodnessP = tail.goodnessOfFit().orElse(null);
        row.plausible = tail.plausible().orElse(null);
        tail.fit().ifPresent(fit -> row.fill(fit, group));
        return row;
    }

    private void fill(PowerLawTail tail, GroupRegimes group) {
        size = tail.size();
        cutoff = Math.exp(tail.lnCutoff());
        alpha = tail.alpha();
        standardError = tail.standardError();
        distance = tail.distance();
        group.fit().ifPresent(fit -> {
            double kappa = fit.line().kappa();
            double segment = fit.segmented().powerLaw().kappa();
            agreement(tail, kappa, group.corrected().map(c -> c.interval(Quantity.KAPPA, kappa))).ifPresent(a -> {
                lineAlpha = a.expected();
                lineZ = a.z();
                lineAgrees = a.agree();
            });
            agreement(tail, segment, group.corrected().map(c -> c.interval(Quantity.SEGMENT_KAPPA, segment)))
                    .ifPresent(a -> {
                        segmentAlpha = a.expected();
                        segmentZ = a.z();
                        segmentAgrees = a.agree();
                    });
        });
        if (segmentAgrees == null) {
            reason = "without intervals of a positive kappa the exponents cannot be compared";
        } else if (draws == 0) {
            reason = "goodness of fit was not requested";
        }
    }

    /** A ranking that does not fall has no exponent to compare. */
    private static Optional<ExponentAgreement> agreement(PowerLawTail tail, double kappa, Optional<Interval> interval) {
        return interval.filter(i -> kappa > 0).map(i -> ExponentAgreement.of(tail, kappa, i));
    }

    /** Primary key. */
    record Key(String experimentId, String tokenGroup) implements Serializable {
    }
}
