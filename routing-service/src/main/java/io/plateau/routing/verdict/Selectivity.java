package io.plateau.routing.verdict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.Changes;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.statistics.CorrectedP;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Quantity;
import io.plateau.statistics.significance.Correction;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * By how much a head's impact at rare targets exceeds its impact at common ones, and whether that is more than noise.
 *
 * <p>
 * An impact is the size |r| or |c| of a change, and the size of pure noise is not zero: comparing sizes context by
 * context would call the noisier group the more affected one. But |r| &gt; |c| exactly when r − c and r + c have the
 * same sign. Both are tested against zero by a paired t-test over contexts; the p-value is the larger of the two
 * two-sided ones, and 1 where the signs differ. Whatever r and c are with |r| ≤ |c|, one of the two directions is
 * wrong for each test: at most α/2 + α/2 of experiments reject (an intersection–union test, Berger 1982).
 *
 * @param excess impact at rare less impact at common targets, percentage points of each group's own baseline,
 *        contexts counting alike
 * @param pRaw of this head alone; null when undefined
 * @param pValue Holm-corrected over the heads, the p-value of the verdict; null when undefined
 * @param p the same test corrected otherwise
 * @param reason why there is no p-value, else null
 */
public record Selectivity(Ablation head, Quantity excess, Double pRaw, Double pValue, CorrectedP p, String reason) {

    /** One per head, in the order of the event. */
    public static List<Selectivity> ofAll(PlateauActivation plateau) {
        int[] contexts = plateau.contextsWith(TokenGroup.RARE, TokenGroup.COMMON);
        List<Selectivity> raw = plateau.ablations(Ablation.Kind.HEAD).stream().map(head -> of(plateau, head, contexts))
                .toList();
        List<Double> p = new ArrayList<>();
        raw.forEach(head -> p.add(head.pRaw));
        List<Double> corrected = Correction.holm(p);
        List<CorrectedP> family = CorrectedP.ofFamily(p);
        List<Selectivity> all = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            Selectivity head = raw.get(i);
            all.add(new Selectivity(head.head, head.excess, head.pRaw, corrected.get(i), family.get(i),
                    head.reason));
        }
        return all;
    }

    private static Selectivity of(PlateauActivation plateau, Ablation head, int[] contexts) {
        Quantity rare = plateau.baseline(TokenGroup.RARE, contexts);
        Quantity common = plateau.baseline(TokenGroup.COMMON, contexts);
        if (!rare.isDefined() || !common.isDefined()) {
            String reason = contexts.length == 0
                    ? "no context has both rare and common target positions"
                    : rare.isDefined() ? common.reason() : rare.reason();
            return undefined(head, Quantity.undefined(reason), reason);
        }
        double[] r = plateau.changesPercent(head, TokenGroup.RARE, contexts);
        double[] c = plateau.changesPercent(head, TokenGroup.COMMON, contexts);
        if (!Changes.exceedResolution(r) && !Changes.exceedResolution(c)) {
            String reason = Changes.test(r).reason();
            return undefined(head, Quantity.undefined(reason), reason);
        }
        PairedTest difference = PairedTest.of("context", combine(r, c, (x, y) -> x - y));
        PairedTest sum = PairedTest.of("context", combine(r, c, Double::sum));
        double u = difference.spread().mean();
        double v = sum.spread().mean();
        boolean rareIsLarger = u * v > 0;
        // min(|r − c|, |r + c|) is the distance of |r| from |c|.
        Quantity excess = Quantity.of((rareIsLarger ? 1 : -1) * Math.min(Math.abs(u), Math.abs(v)));
        if (!difference.isDefined() || !sum.isDefined()) {
            return undefined(head, excess, difference.isDefined() ? sum.reason() : difference.reason());
        }
        double p = rareIsLarger ? Math.max(difference.twoSided(), sum.twoSided()) : 1;
        return new Selectivity(head, excess, p, null, null, null);
    }

    private static Selectivity undefined(Ablation head, Quantity excess, String reason) {
        return new Selectivity(head, excess, null, null, null, reason);
    }

    private static double[] combine(double[] x, double[] y, DoubleBinaryOperator how) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> how.applyAsDouble(x[i], y[i]));
        return result;
    }
}
