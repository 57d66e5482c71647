package io.plateau.influence.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import io.plateau.contracts.specification.RegimeSpecification;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.GroupSums;
import io.plateau.influence.powerlaw.Weighting;
import io.plateau.influence.ranking.InfluenceDefinition;
import io.plateau.influence.ranking.Ranking;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.regime.CurveFitter;
import io.plateau.statistics.tokens.TokenGroup;
import io.plateau.statistics.trajectory.ContextParts;
import io.plateau.statistics.trajectory.ContextQuantity;
import io.plateau.statistics.trajectory.ContextValues;

/**
 * What checkpoints are compared by, context by context: the loss and how it and the predictions go with the frequencies of tokens, the pseudo-values of a
 * jackknife over contexts of kappa and of the top ranks' excess over the power law, and the size of the plateau in each part of the contexts. A
 * group without a fit has the loss alone.
 */
public final class RegimesByContext {
    private final RegimeSpecification regimes;
    private final InfluenceDefinition definition;
    private final CurveFitter fitter;

    public RegimesByContext(RegimeSpecification regimes) {
        this.regimes = regimes;
        this.definition = InfluenceDefinition.of(regimes.influence());
        this.fitter = new CurveFitter(Weighting.of(regimes.weighting()));
    }

    public Map<ContextQuantity, ContextValues> of(ContextSums sums, RegimeReport report) {
        Map<ContextQuantity, ContextValues> values = new LinkedHashMap<>();
        for (GroupRegimes found : report.groups()) {
            TokenGroup group = found.group();
            GroupSums own = sums.group(group);
            int[] rows = own.occupied();
            int[] contexts = Arrays.stream(rows).map(row -> sums.indices()[row]).toArray();
            double[] loss = sums.baseline(group);
            values.put(new ContextQuantity("loss, nats", group.label()), new ContextValues(contexts,
                    Arrays.stream(rows).mapToDouble(row -> loss[row] / own.counts()[row]).toArray()));
            if (sums.haveFrequencies()) {
                double[] divergence = sums.divergence(group);
                values.put(new ContextQuantity("KL to token frequencies, nats", group.label()),
                        new ContextValues(contexts, Arrays.stream(rows)
                                .mapToDouble(row -> divergence[row] / own.counts()[row]).toArray()));
            }
            if (found.fit().isPresent() && rows.length > 1) {
                jackknife(group, own, rows, contexts, found.fitted().ranks(), values);
                values.put(new ContextQuantity("plateau size", group.label()),
                        plateauSizes(found, own, rows, contexts));
            }
        }
        if (sums.haveFrequencies()) {
            double[] correlation = sums.frequencyCorrelation();
            int[] rows = IntStream.range(0, correlation.length).filter(row -> Double.isFinite(correlation[row]))
                    .toArray();
            values.put(new ContextQuantity("correlation of loss and log frequency", ContextQuantity.BOTH),
                    new ContextValues(Arrays.stream(rows).map(row -> sums.indices()[row]).toArray(),
                            Arrays.stream(rows).mapToDouble(row -> correlation[row]).toArray()));
        }
        return values;
    }

    private void jackknife(TokenGroup group, GroupSums sums, int[] rows, int[] contexts, int ranks,
            Map<ContextQuantity, ContextValues> values) {
        double[] totals = new double[sums.neurons()];
        double[] each = definition.sums(sums);
        Arrays.stream(rows).forEach(row -> add(totals, each, row, 1));
        Optional<CurveFit> whole = fit(totals, sums.positions(), ranks);
        CurveFit[] without = IntStream.range(0, rows.length).parallel().mapToObj(i -> {
            double[] others = totals.clone();
            add(others, each, rows[i], -1);
            return fit(others, sums.positions() - sums.counts()[rows[i]], ranks).orElse(null);
        }).toArray(CurveFit[]::new);
        // Without one of its contexts a group may be left without a curve, and then has no jackknife.
        if (whole.isPresent() && Arrays.stream(without).allMatch(fit -> fit != null)) {
            values.put(new ContextQuantity("kappa", group.label()), ContextValues.jackknifed(contexts,
                    whole.get().line().kappa(), Arrays.stream(without).mapToDouble(f -> f.line().kappa()).toArray()));
            int top = regimes.topK();
            values.put(new ContextQuantity("excess of the top ranks, ln influence", group.label()),
                    ContextValues.jackknifed(contexts, whole.get().headExcess(top),
                            Arrays.stream(without).mapToDouble(f -> f.headExcess(top)).toArray()));
        }
    }

    /** By the rule that applies to all contexts. */
    private ContextValues plateauSizes(GroupRegimes found, GroupSums sums, int[] rows, int[] contexts) {
        double[] each = definition.sums(sums);
        return ContextParts.values(IntStream.range(0, ContextParts.COUNT).mapToDouble(part -> {
            double[] totals = new double[sums.neurons()];
            long positions = 0;
            for (int i = 0; i < rows.length; i++) {
                if (ContextParts.of(contexts[i]) == part) {
                    add(totals, each, rows[i], 1);
                    positions += sums.counts()[rows[i]];
                }
            }
            return fit(totals, positions, found.fitted().ranks())
                    .map(fit -> (double) found.plateau().size(fit, regimes.plateauDelta())).orElse(Double.NaN);
        }).toArray());
    }

    private static void add(double[] totals, double[] each, int row, int sign) {
        for (int n = 0, from = row * totals.length; n < totals.length; n++) {
            totals[n] += sign * each[from + n];
        }
    }

    private Optional<CurveFit> fit(double[] totals, long positions, int ranks) {
        return positions == 0
                ? Optional.empty()
                : fitter.fit(Ranking.curve(InfluenceDefinition.ofTotals(totals, positions)), ranks);
    }
}
