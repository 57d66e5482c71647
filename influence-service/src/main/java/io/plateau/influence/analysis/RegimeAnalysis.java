package io.plateau.influence.analysis;

import java.util.List;
import java.util.Optional;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.RegimeSpecification;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.losses.TokenGroup;
import io.plateau.influence.plateau.Plateau;
import io.plateau.influence.plateau.StandIn;
import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.ranking.NeuronStatistics;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.influence.regime.HeadSizes;
import io.plateau.influence.tail.TailAnalysis;
import io.plateau.influence.tail.TailReport;
import io.plateau.influence.uncertainty.BootstrapResult;
import io.plateau.influence.uncertainty.Comparison;
import io.plateau.influence.uncertainty.ContextBootstrap;
import io.plateau.influence.uncertainty.RareCommonTest;
import io.plateau.influence.uncertainty.Seeds;

/** The regimes stage: from the sums of all blocks to the plateau and the verdict on dual regimes. */
public final class RegimeAnalysis {
    private static final int MIN_CONTEXTS = 2;

    private final long seed;
    private final RegimeSpecification regimes;
    private final InfluenceDefinition definition;
    private final CurveFitter fitter;

    public RegimeAnalysis(ExperimentSpecification specification) {
        this.seed = specification.seed();
        this.regimes = specification.regimes();
        this.definition = InfluenceDefinition.named(regimes.influence());
        this.fitter = new CurveFitter(Weighting.named(regimes.weighting()));
    }

    /**
     * Where rare tokens rank too few neurons the report says so: fits and tests are missing with their reason, and those
     * neurons that have a rank, none where all influences are zero, stand in for the plateau.
     */
    public RegimeReport run(ContextSums sums) {
        GroupSums rareSums = sums.group(TokenGroup.RARE);
        GroupSums commonSums = sums.group(TokenGroup.COMMON);
        GroupRegimes rare = group(TokenGroup.RARE, rareSums);
        GroupRegimes common = group(TokenGroup.COMMON, commonSums);
        StandIn standIn = StandIn.of(rare.plateau(), regimes.plateauRule(), regimes.topK(), regimes.minGroup(),
                rare.ranking(), rare.statistics().meanDelta());
        String untestable = rare.reason() != null ? rare.reason() : common.reason();
        if (untestable != null) {
            return new RegimeReport(List.of(rare, common), standIn, List.of(),
                    DualRegimesVerdict.notTestable(untestable));
        }
        List<Comparison> comparisons = new RareCommonTest(rareSums, commonSums, definition, fitter, regimes.topK())
                .run(rare.fit().orElseThrow(), common.fit().orElseThrow(), regimes.permutations(), seed);
        return new RegimeReport(List.of(rare, common), standIn, comparisons,
                DualRegimesVerdict.of(rare, common, comparisons));
    }

    private GroupRegimes group(TokenGroup group, GroupSums sums) {
        NeuronStatistics statistics = NeuronStatistics.of(sums);
        double[] influence = new double[sums.neurons()];
        if (sums.positions() > 0) {
            double[] mean = definition == InfluenceDefinition.ABS_OF_MEAN
                    ? statistics.meanDelta()
                    : statistics.meanAbsolute();
            influence = InfluenceDefinition.ofTotals(mean, 1);
        }
        Ranking ranking = Ranking.of(influence);
        Optional<CurveFit> fit = fitter.fit(ranking.lnInfluence());
        BootstrapResult bootstrap = fit.map(f -> new ContextBootstrap(sums, definition, fitter, regimes.plateauDelta())
                .run(regimes.bootstraps(), HeadSizes.excess(f, regimes.plateauDelta()), seed,
                        "regimes/bootstrap/" + group.label()))
                .orElse(BootstrapResult.none());
        Plateau plateau = fit.map(f -> Plateau.of(f, bootstrap, regimes.plateauDelta(), regimes.plateauRule()))
                .orElse(Plateau.none());
        TailReport tail = new TailAnalysis(regimes.minTail(), regimes.tailDraws()).run(ranking.lnInfluence(),
                draw -> Seeds.stream(seed, "regimes/tail/" + group.label(), draw));
        return new GroupRegimes(group, sums.positions(), sums.occupied().length, statistics, influence, ranking, fit,
                bootstrap, plateau, tail, reason(group, sums, ranking));
    }

    private static String reason(TokenGroup group, GroupSums sums, Ranking ranking) {
        if (sums.positions() == 0) {
            return "no target position is in the group of " + group.label() + " tokens";
        }
        if (ranking.size() < LineFit.MIN_RANKS) {
            return ranking.size() + " of " + sums.neurons() + " neurons have an influence on " + group.label()
                    + " tokens; a fit needs at least " + LineFit.MIN_RANKS;
        }
        if (sums.occupied().length < MIN_CONTEXTS) {
            return "all " + group.label() + " tokens are in one context; a bootstrap over contexts needs at least "
                    + MIN_CONTEXTS;
        }
        return null;
    }
}
