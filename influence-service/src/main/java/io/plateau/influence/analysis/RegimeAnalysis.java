package io.plateau.influence.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.RegimeSpecification;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.noise.Dealing;
import io.plateau.influence.noise.FittedRanks;
import io.plateau.influence.noise.NoiseCorrectedFits;
import io.plateau.influence.noise.NoiseFloor;
import io.plateau.influence.noise.Quantity;
import io.plateau.influence.plateau.Plateau;
import io.plateau.influence.plateau.SelectedNeurons;
import io.plateau.influence.powerlaw.LineFit;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.ContextMeans;
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
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;

/** The regimes stage: from the sums of all blocks to the plateau and the verdict on dual regimes. */
public final class RegimeAnalysis {
    private final long seed;
    private final RegimeSpecification regimes;
    private final InfluenceDefinition definition;
    private final CurveFitter fitter;

    public RegimeAnalysis(ExperimentSpecification specification) {
        this.seed = specification.seed();
        this.regimes = specification.regimes();
        this.definition = InfluenceDefinition.of(regimes.influence());
        this.fitter = new CurveFitter(Weighting.of(regimes.weighting()));
    }

    /**
     * Where rare tokens rank too few neurons the report says so: fits and tests are missing with their reason, and those
     * neurons that have a rank (none where all influences are zero) are used as substitutes.
     */
    public RegimeReport run(ContextSums sums) {
        Map<TokenGroup, GroupSums> distinct = sums.distinct();
        GroupRegimes rare = group(TokenGroup.RARE, sums, distinct);
        GroupRegimes common = group(TokenGroup.COMMON, sums, distinct);
        SelectedNeurons selected = SelectedNeurons.of(rare.plateau(), regimes.plateauRule(), regimes.topK(),
                regimes.minGroup(),
                rare.ranking(), rare.statistics().meanDelta());
        String untestable = rare.reason() != null ? rare.reason() : common.reason();
        if (untestable != null) {
            return new RegimeReport(List.of(rare, common), selected, List.of(),
                    DualRegimesVerdict.notTestable(untestable));
        }
        List<Comparison> comparisons = new GroupComparison(regimes, definition, fitter, seed).run(rare, common,
                distinct.get(TokenGroup.RARE), distinct.get(TokenGroup.COMMON));
        return new RegimeReport(List.of(rare, common), selected, comparisons,
                DualRegimesVerdict.of(rare, common, comparisons));
    }

    private GroupRegimes group(TokenGroup group, ContextSums all, Map<TokenGroup, GroupSums> distinct) {
        GroupSums sums = distinct.get(group);
        int[] occupied = sums.occupied();
        NeuronStatistics statistics = NeuronStatistics.of(sums);
        boolean ofMean = definition == InfluenceDefinition.ABS_OF_MEAN;
        double[] influence = new double[sums.neurons()];
        if (sums.positions() > 0) {
            influence = InfluenceDefinition.ofTotals(ofMean ? statistics.meanDelta() : statistics.meanAbsolute(), 1);
        }
        Ranking ranking = Ranking.of(influence);
        Spread spread = new Spread(group, all.contexts(group), occupied.length);
        String reason = reason(group, sums, ranking, spread);
        FittedRanks fitted = spread.missing() == null
                ? FittedRanks.of(NoiseFloor.of(statistics, occupied.length), sums.neurons(), ranking.size(),
                        regimes.ranks(), ofMean)
                : FittedRanks.unknown(ranking.size(), spread.missing());
        Optional<CurveFit> fit = fitter.fit(ranking.lnInfluence(), fitted.ranks());
        BootstrapResult bootstrap = BootstrapResult.none();
        Optional<NoiseCorrectedFits> corrected = Optional.empty();
        if (fit.isPresent() && spread.missing() == null) {
            ContextMeans means = new ContextMeans(sums, definition);
            int candidates = HeadSizes.excess(fit.get(), regimes.plateauDelta());
            bootstrap = new ContextBootstrap(means, fitter, fitted.ranks(), regimes.plateauDelta()).run(
                    regimes.bootstraps(), candidates, seed, "regimes/bootstrap/" + group.label());
            corrected = Optional.of(new NoiseCorrectedFits(means, bootstrap.errors(), fitter, fitted.ranks(),
                    Math.max(1, candidates), Dealing.of(sums.contexts(), occupied,
                            SeedDerivation.FNV_1A.stream(seed, "regimes/dealing/" + group.label(), 0))));
        }
        BootstrapResult replicates = bootstrap;
        boolean excess = corrected.filter(c -> c.isAboveZero(Quantity.HEAD_EXCESS)).isPresent();
        Plateau plateau = fit.map(f -> Plateau.of(f, replicates, regimes.plateauDelta(), fitted.resolved(), excess,
                regimes.plateauRule()))
                .orElse(Plateau.none());
        TailReport tail = new TailAnalysis(regimes.minTail(), regimes.tailDraws()).run(
                Arrays.copyOf(ranking.lnInfluence(), fitted.ranks()),
                draw -> SeedDerivation.FNV_1A.stream(seed, "regimes/tail/" + group.label(), draw));
        return new GroupRegimes(group, sums.positions(), spread, statistics, influence, ranking, fitted, fit, bootstrap,
                corrected, plateau, tail, reason);
    }

    private static String reason(TokenGroup group, GroupSums sums, Ranking ranking, Spread spread) {
        if (sums.positions() == 0) {
            return "no target position is in the group of " + group.label() + " tokens";
        }
        if (ranking.size() < LineFit.MIN_RANKS) {
            return ranking.size() + " of " + sums.neurons() + " neurons have an influence on " + group.label()
                    + " tokens; a fit needs at least " + LineFit.MIN_RANKS;
        }
        return spread.missing();
    }
}
