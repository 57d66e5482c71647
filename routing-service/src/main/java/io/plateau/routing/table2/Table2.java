package io.plateau.routing.table2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

import org.hipparchus.stat.StatUtils;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.Changes;
import io.plateau.routing.impact.Halves;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.statistics.CorrectedP;
import io.plateau.routing.statistics.CrossedTest;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Quantity;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Table 2 at rare targets (deploy/science, Attention). A context's change is 100 · (A_ablated − A_base) of that
 * context over |A_base| of all contexts.
 *
 * <ul>
 * <li>single head (max impact): each half of the contexts is measured under the head chosen on the other half; its test
 * is {@link HalvesTest}, not the t-test of both halves pooled;</li>
 * <li>single head (naive max): chosen and measured on all contexts, therefore biased away from zero;</li>
 * <li>random head: mean over {@value #RANDOM_HEADS} heads drawn by seed from those not chosen for the first row (all
 * of them where there are no more); where they are drawn, the test is over heads and contexts ({@link CrossedTest});</li>
 * <li>all heads: mean over the layers, all heads of one layer ablated at a time; no layer is chosen, so there is
 * nothing to correct for;</li>
 * <li>control: mean over all non-attention controls; the test is over directions, by layer and kind, and contexts.</li>
 * </ul>
 *
 * <p>
 * Beside the signed change stands the mean size of a single ablation's change over all contexts: changes of either sign
 * cancel in the one and not in the other.
 */
public final class Table2 {
    static final int RANDOM_HEADS = 10;
    private static final String NAIVE_MAXIMUM = "Single Head (naive max)";

    private final PlateauActivation plateau;
    private final int[] contexts;
    private final Quantity base;

    private Table2(PlateauActivation plateau) {
        this.plateau = plateau;
        contexts = plateau.contextsWith(TokenGroup.RARE);
        base = plateau.baseline(TokenGroup.RARE, contexts);
    }

    /** @param seed of the experiment */
    public static List<Table2Row> of(PlateauActivation plateau, long seed) {
        return new Table2(plateau).rows(seed);
    }

    /** The row of the head that is chosen and measured on the same contexts. */
    public static Table2Row naiveMaximum(List<Table2Row> rows) {
        return rows.stream().filter(row -> row.target().equals(NAIVE_MAXIMUM)).findFirst().orElseThrow();
    }

    private List<Table2Row> rows(long seed) {
        Halves halves = Halves.of(contexts);
        Optional<Ablation> onFirst = MaximumImpactHead.chosenOn(halves.first(), plateau);
        Optional<Ablation> onSecond = MaximumImpactHead.chosenOn(halves.second(), plateau);
        Set<Ablation> chosen = new LinkedHashSet<>();
        onFirst.ifPresent(chosen::add);
        onSecond.ifPresent(chosen::add);
        List<Table2Row> rows = new ArrayList<>();
        rows.add(splitHalf(halves, onFirst, onSecond, chosen));
        rows.add(naiveMaximum());
        rows.add(random(chosen, seed));
        List<Ablation> layers = plateau.ablations(Ablation.Kind.LAYER);
        rows.add(mean("All Heads", layers, (layers.size() == 1 ? "layer " : "mean of layers ")
                + layers.stream().map(layer -> String.valueOf(layer.layer())).collect(Collectors.joining(", "))));
        List<Ablation> controls = plateau.ablations(Ablation.Kind.CONTROL_NORM, Ablation.Kind.CONTROL_FEED_FORWARD);
        rows.add(crossed("Control (non-attention)", "direction", controls, "mean of " + controls.size()
                + " perturbations along random directions"));
        return corrected(rows);
    }

    private Table2Row splitHalf(Halves halves, Optional<Ablation> onFirst, Optional<Ablation> onSecond,
            Set<Ablation> chosen) {
        String target = "Single Head (max impact)";
        if (halves.first().length < 2 || onFirst.isEmpty() || onSecond.isEmpty()) {
            return undefined(target, !base.isDefined()
                    ? base.reason()
                    : halves.first().length >= 2
                            ? "half of the contexts have no plateau activation to choose a head by"
                            : contexts.length
                                    + " contexts have rare targets; choosing a head on one half and measuring it"
                                    + " on the other needs at least 4");
        }
        double[] changes = new double[contexts.length];
        double[] first = changes(halves.first(), List.of(onSecond.get()));
        double[] second = changes(halves.second(), List.of(onFirst.get()));
        System.arraycopy(first, 0, changes, 0, first.length);
        System.arraycopy(second, 0, changes, first.length, second.length);
        PairedTest pooled = Changes.test(changes);
        HalvesTest halved = HalvesTest.of(first, second);
        return new Table2Row(target, chosen.stream().map(Ablation::toString).collect(Collectors.joining(" and ")),
                pooled, (Math.abs(StatUtils.mean(first)) + Math.abs(StatUtils.mean(second))) / 2, raw(halved.p()),
                pooled.isDefined() ? halved.reason() : pooled.reason());
    }

    private Table2Row naiveMaximum() {
        return MaximumImpactHead.chosenOn(contexts, plateau)
                .map(head -> row(NAIVE_MAXIMUM, head.toString(), List.of(head),
                        Changes.test(changes(contexts, List.of(head)))))
                .orElseGet(() -> undefined(NAIVE_MAXIMUM, base.reason()));
    }

    private Table2Row random(Set<Ablation> chosen, long seed) {
        String target = "Random Head (baseline)";
        List<Ablation> others = new ArrayList<>(plateau.ablations(Ablation.Kind.HEAD));
        others.removeAll(chosen);
        if (others.isEmpty()) {
            return undefined(target, "every head was chosen as the one of maximum impact: there is no other to draw");
        }
        SplittableRandom random = SeedDerivation.STRING_HASH.stream(seed, "table 2: random heads");
        List<Ablation> drawn = new ArrayList<>();
        while (drawn.size() < RANDOM_HEADS && !others.isEmpty()) {
            drawn.add(others.remove(random.nextInt(others.size())));
        }
        return others.isEmpty()
                ? mean(target, drawn, "mean of " + drawn.size() + " other heads")
                : crossed(target, "head", drawn, "mean of " + drawn.size() + " random heads");
    }

    private Table2Row mean(String target, List<Ablation> ablations, String which) {
        if (ablations.isEmpty()) {
            return undefined(target, "no such ablation was measured");
        }
        return base.isDefined()
                ? row(target, which, ablations, Changes.test(changes(contexts, ablations)))
                : undefined(target, base.reason());
    }

    /** Likewise where the ablations are a sample: strata are those of one kind and layer, or all heads. */
    private Table2Row crossed(String target, String treatment, List<Ablation> ablations, String which) {
        if (ablations.isEmpty() || !base.isDefined()) {
            return mean(target, ablations, which);
        }
        Map<List<?>, List<double[]>> strata = new LinkedHashMap<>();
        for (Ablation ablation : ablations) {
            List<?> stratum = ablation.kind() == Ablation.Kind.HEAD
                    ? List.of()
                    : List.of(ablation.kind(), ablation.layer());
            strata.computeIfAbsent(stratum, key -> new ArrayList<>()).add(changes(contexts, List.of(ablation)));
        }
        List<double[][]> values = strata.values().stream().map(rows -> rows.toArray(double[][]::new)).toList();
        return row(target, which, ablations, Changes.test(treatment, values));
    }

    /** Percent change of each context, averaged over the ablations. */
    private double[] changes(int[] places, List<Ablation> ablations) {
        return Arrays.stream(places).mapToDouble(k -> 100 / Math.abs(base.value())
                * ablations.stream().mapToDouble(ablation -> plateau.difference(ablation, TokenGroup.RARE, k)).sum()
                / ablations.size()).toArray();
    }

    private Table2Row row(String target, String which, List<Ablation> ablations, PairedTest test) {
        double size = ablations.stream().mapToDouble(one -> Math.abs(StatUtils.mean(changes(contexts, List.of(one)))))
                .sum() / ablations.size();
        return new Table2Row(target, which, test, size, raw(test.twoSided()), test.reason());
    }

    private static Table2Row undefined(String target, String reason) {
        return new Table2Row(target, null, PairedTest.of("context", new double[0]), null, raw(null), reason);
    }

    /** Not yet corrected: that needs all rows. */
    private static CorrectedP raw(Double p) {
        return new CorrectedP(p, null, null);
    }

    private static List<Table2Row> corrected(List<Table2Row> rows) {
        List<CorrectedP> corrected = CorrectedP.ofFamily(rows.stream().map(row -> row.p().raw()).toList());
        List<Table2Row> result = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            result.add(rows.get(i).with(corrected.get(i)));
        }
        return result;
    }
}
