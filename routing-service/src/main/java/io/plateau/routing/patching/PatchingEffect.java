package io.plateau.routing.patching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.hipparchus.stat.StatUtils;

import io.plateau.routing.impact.Changes;
import io.plateau.routing.statistics.CorrectedP;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Quantity;
import io.plateau.routing.statistics.RatioOfMeans;
import io.plateau.routing.statistics.SharedUnits;

/**
 * What patching one part moves.
 *
 * <p>
 * A pair's move is A patched − A of its receiving context, its gap A of the giving context − A of the receiving one. The
 * effect is the sum of the moves over the sum of the gaps, over all pairs: the share of the difference that the part
 * restores. A mean of the pairs' own shares would be ruled by the pairs whose gap happens to be near zero. Where the
 * test does not tell the gaps' mean from zero there is no difference to restore: the effect is undefined, the moves and
 * their test are not.
 *
 * <p>
 * Pairs are drawn in rounds; from the second on they share contexts and with them their noise, for which the tests allow
 * ({@link SharedUnits}).
 *
 * @param contexts the contexts of the pairs, and how many independent pairs they make
 * @param move test of the moves against zero, over pairs
 * @param gap test of the gaps against zero, over pairs
 * @param effect share of the gap; can be negative, or above one
 * @param low lower end of the effect's 95 % interval, Fieller's; null when undefined
 * @param high upper end
 * @param p of the moves' test, in the family of all heads, or of all layers
 */
public record PatchingEffect(PatchedPart part, SharedUnits contexts, PairedTest move, PairedTest gap, Quantity effect,
        Double low,
        Double high,
        CorrectedP p) {

    /** In the order of the event; heads and layers are two families of tests. */
    public static List<PatchingEffect> ofAll(PatchedActivation patched) {
        SharedUnits contexts = new SharedUnits(patched.contexts());
        PairedTest gap = contexts.test(patched.gaps());
        List<PairedTest> moves = new ArrayList<>();
        for (int part = 0; part < patched.parts().size(); part++) {
            moves.add(move(patched, contexts, part));
        }
        CorrectedP[] p = new CorrectedP[moves.size()];
        correct(patched, moves, true, p);
        correct(patched, moves, false, p);
        List<PatchingEffect> effects = new ArrayList<>();
        for (int part = 0; part < moves.size(); part++) {
            effects.add(of(patched, contexts, part, moves.get(part), gap, p[part]));
        }
        return effects;
    }

    /** Cohen's d of the moves over pairs; null when undefined. */
    public Double effectSize() {
        return move.cohensD();
    }

    /** Why a value is undefined; null when all are defined. */
    public String reason() {
        return effect.isDefined()
                ? move.reason()
                : move.isDefined() || move.reason().equals(effect.reason())
                        ? effect.reason()
                        : move.reason() + "; " + effect.reason();
    }

    private static PairedTest move(PatchedActivation patched, SharedUnits contexts, int part) {
        double[] moves = patched.moves(part);
        double size = StatUtils.mean(Arrays.stream(patched.receiver()).map(Math::abs).toArray());
        double[] percent = Arrays.stream(moves).map(move -> size == 0 ? move : 100 * move / size).toArray();
        PairedTest test = contexts.test(moves);
        return size == 0 || !test.isDefined() || Changes.exceedResolution(percent)
                ? test
                : PairedTest.undefined(test.spread(), String.format(Locale.ROOT,
                        "no pair moves by more than %s %%, the resolution of activations in float32",
                        Changes.RESOLUTION));
    }

    private static PatchingEffect of(PatchedActivation patched, SharedUnits contexts, int part,
            PairedTest move, PairedTest gap,
            CorrectedP p) {
        // The gap's p-value is never below Student's, at whose level the interval is bounded.
        Optional<RatioOfMeans> share = gap.isDefined() && gap.twoSided() < RatioOfMeans.LEVEL
                ? RatioOfMeans.of(patched.moves(part), patched.gaps(), contexts)
                : Optional.empty();
        if (share.isEmpty()) {
            String reason = gap.isDefined()
                    ? String.format(Locale.ROOT, "the plateau's activation does not differ between the contexts of the"
                            + " pairs (p = %.2g): a share of no difference is undefined", gap.twoSided())
                    : gap.reason();
            return new PatchingEffect(patched.parts().get(part), contexts, move, gap, Quantity.undefined(reason), null,
                    null, p);
        }
        RatioOfMeans ratio = share.get();
        return new PatchingEffect(patched.parts().get(part), contexts, move, gap, Quantity.of(ratio.value()),
                ratio.low(),
                ratio.high(), p);
    }

    private static void correct(PatchedActivation patched, List<PairedTest> moves, boolean heads, CorrectedP[] into) {
        List<Integer> family = new ArrayList<>();
        for (int part = 0; part < moves.size(); part++) {
            if (patched.parts().get(part).isHead() == heads) {
                family.add(part);
            }
        }
        List<CorrectedP> p = CorrectedP.ofTests(family.stream().map(moves::get).toList());
        for (int i = 0; i < family.size(); i++) {
            into[family.get(i)] = p.get(i);
        }
    }
}
