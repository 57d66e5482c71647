package io.plateau.influence.store;

import java.io.Serializable;
import java.util.Optional;
import java.util.function.Consumer;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;

import io.plateau.contracts.specification.RegimeSpecification;
import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.noise.NoiseCorrectedFits;
import io.plateau.influence.noise.Quantity;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.SegmentedFit;
import io.plateau.influence.uncertainty.BootstrapResult;
import io.plateau.influence.uncertainty.Interval;
import io.plateau.influence.uncertainty.Replicate;

/** Row of {@code regime}; columns and units are those of the view {@code results.regimes}. */
@Entity
@IdClass(RegimeEntity.Key.class)
class RegimeEntity {
    @Id
    String experimentId;
    @Id
    String tokenGroup;
    String model;
    String influence;
    String weighting;
    long positions;
    int contexts;
    int neurons;
    int dropped;
    int distinctContexts;
    String ranks;
    Integer noiseFloor;
    Integer ranksFitted;
    String noiseStatement;
    String intervalKind;
    Double kappa;
    Double kappaLow;
    Double kappaHigh;
    Double kappaPercentileLow;
    Double kappaPercentileHigh;
    Double kappaCorrected;
    Double beta;
    Double rSquared;
    Double rSquaredLow;
    Double rSquaredHigh;
    Double rSquaredPercentileLow;
    Double rSquaredPercentileHigh;
    Double shareWithinTenth;
    Integer segments;
    Double bic1;
    Double bic2;
    Double bic3;
    Integer breakpoint1;
    Double breakpoint1Low;
    Double breakpoint1High;
    Integer breakpoint2;
    Double breakpoint2Low;
    Double breakpoint2High;
    Double segmentKappa;
    Double segmentKappaLow;
    Double segmentKappaHigh;
    Double segmentKappaPercentileLow;
    Double segmentKappaPercentileHigh;
    String plateauRule;
    int plateauSize;
    Double plateauSizeLow;
    Double plateauSizeHigh;
    int excessSize;
    int flatSize;
    Double flatShare;
    int bootstraps;
    String reason;
    String askedRule;
    Double plateauDelta;
    Integer topK;
    Integer minGroup;
    String plateauStatement;

    static RegimeEntity of(String experimentId, String model, RegimeSpecification asked, GroupRegimes group) {
        RegimeEntity row = new RegimeEntity();
        row.experimentId = experimentId;
        row.tokenGroup = group.group().label();
        row.model = model;
        row.influence = asked.influence().label();
        row.weighting = asked.weighting().label();
        row.positions = group.positions();
        row.contexts = group.spread().contexts();
        row.distinctContexts = group.spread().distinct();
        row.ranks = asked.ranks().label();
        row.noiseFloor = group.fitted().noiseFloor();
        row.ranksFitted = group.fitted().ranks();
        row.noiseStatement = group.fitted().statement();
        row.neurons = group.ranking().size();
        row.dropped = group.ranking().dropped();
        row.plateauRule = group.plateau().rule().label();
        row.plateauSize = group.plateau().size();
        row.excessSize = group.plateau().excessSize();
        row.flatSize = group.plateau().flatSize();
        row.reason = group.reason();
        row.askedRule = asked.plateauRule().label();
        row.plateauDelta = asked.plateauDelta();
        row.topK = asked.topK();
        row.minGroup = asked.minGroup();
        row.plateauStatement = group.plateauStatement(asked.plateauDelta(), asked.plateauRule());
        group.fit().ifPresent(fit -> {
            row.fill(fit);
            row.percentiles(group.bootstrap());
            group.corrected().ifPresent(corrected -> row.intervals(corrected, fit, group, asked.plateauDelta()));
        });
        return row;
    }

    private void fill(CurveFit fit) {
        SegmentedFit segmented = fit.segmented();
        kappa = fit.line().kappa();
        beta = fit.line().beta();
        rSquared = Float64.orNull(fit.line().rSquared());
        reason = reason == null && rSquared == null
                ? "all influences are equal: there is no variance to explain"
                : reason;
        shareWithinTenth = fit.line().shareWithinTenth(fit.axis(), fit.y());
        segments = segmented.segments().size();
        bic1 = Float64.orNull(segmented.bic()[0]);
        bic2 = Float64.orNull(segmented.bic()[1]);
        bic3 = Float64.orNull(segmented.bic()[2]);
        breakpoint1 = segmented.breakpoints() > 0 ? segmented.breakpoint(0) : null;
        breakpoint2 = segmented.breakpoints() > 1 ? segmented.breakpoint(1) : null;
        segmentKappa = segmented.powerLaw().kappa();
    }

    private void percentiles(BootstrapResult bootstrap) {
        bootstraps = bootstrap.replicates().size();
        flatShare = bootstrap.requested() == 0 ? null : (double) bootstrap.flatReplicates() / bootstrap.requested();
        put(bootstrap.interval(Replicate::kappa), v -> kappaPercentileLow = v, v -> kappaPercentileHigh = v);
        put(bootstrap.interval(Replicate::rSquared), v -> rSquaredPercentileLow = v, v -> rSquaredPercentileHigh = v);
        put(bootstrap.interval(Replicate::segmentKappa), v -> segmentKappaPercentileLow = v,
                v -> segmentKappaPercentileHigh = v);
    }

    private void intervals(NoiseCorrectedFits corrected, CurveFit fit, GroupRegimes group, double delta) {
        intervalKind = NoiseCorrectedFits.INTERVAL_KIND;
        kappaCorrected = corrected.corrected(Quantity.KAPPA);
        put(Optional.of(corrected.interval(Quantity.KAPPA, kappa)), v -> kappaLow = v, v -> kappaHigh = v);
        put(Optional.ofNullable(rSquared).map(r -> corrected.interval(Quantity.R_SQUARED, r)), v -> rSquaredLow = v,
                v -> rSquaredHigh = v);
        put(Optional.of(corrected.interval(Quantity.SEGMENT_KAPPA, segmentKappa)), v -> segmentKappaLow = v,
                v -> segmentKappaHigh = v);
        put(breakpoint(corrected, fit.segmented(), 0), v -> breakpoint1Low = v, v -> breakpoint1High = v);
        put(breakpoint(corrected, fit.segmented(), 1), v -> breakpoint2Low = v, v -> breakpoint2High = v);
        put(corrected.rankInterval(plateauSize, f -> group.plateau().size(f, delta)), v -> plateauSizeLow = v,
                v -> plateauSizeHigh = v);
    }

    /** Like is compared with like: simulated rankings with as many breakpoints as the fit itself. */
    private static Optional<Interval> breakpoint(NoiseCorrectedFits corrected, SegmentedFit segmented, int which) {
        int breakpoints = segmented.breakpoints();
        return breakpoints <= which
                ? Optional.empty()
                : corrected.rankInterval(segmented.breakpoint(which),
                        f -> f.segmented().breakpoints() == breakpoints ? f.segmented().breakpoint(which) : Double.NaN);
    }

    private static void put(Optional<Interval> interval, Consumer<Double> low, Consumer<Double> high) {
        interval.ifPresent(i -> {
            low.accept(Float64.orNull(i.low()));
            high.accept(Float64.orNull(i.high()));
        });
    }

    /** Primary key. */
    record Key(String experimentId, String tokenGroup) implements Serializable {
    }
}
