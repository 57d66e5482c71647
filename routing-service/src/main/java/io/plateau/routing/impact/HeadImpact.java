package io.plateau.routing.impact;

import java.util.ArrayList;
import java.util.List;

import io.plateau.routing.statistics.CorrectedP;
import io.plateau.routing.statistics.PairedTest;
import io.plateau.routing.statistics.Quantity;
import io.plateau.routing.statistics.Spread;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * Impact of ablating one head.
 *
 * @param firstHalf impact at rare targets over the earlier half of the contexts, a share
 * @param secondHalf the same over the later half: what a head's choice on the one half is measured on
 */
public record HeadImpact(Ablation head, AtGroup rare, AtGroup common, Quantity firstHalf, Quantity secondHalf) {

    /**
     * At the targets of one group.
     *
     * @param impact |A_base − A_ablated| / |A_base| over all contexts, a share
     * @param change (A_ablated − A_base) / |A_base|, percent
     * @param test of the contexts' signed changes, percent; each context counts alike
     * @param p of this test in the family of all heads
     */
    public record AtGroup(Quantity impact, Quantity change, PairedTest test, CorrectedP p) {

        /** Cohen's d over contexts, positive where the ablation lowers the activation; null when undefined. */
        public Double effectSize() {
            return test.cohensD() == null ? null : (Double) (-test.cohensD());
        }
    }

    /** One per head, in the order of the event. */
    public static List<HeadImpact> ofAll(PlateauActivation plateau) {
        List<Ablation> heads = plateau.ablations(Ablation.Kind.HEAD);
        List<AtGroup> rare = of(plateau, heads, TokenGroup.RARE);
        List<AtGroup> common = of(plateau, heads, TokenGroup.COMMON);
        Halves halves = Halves.of(plateau.contextsWith(TokenGroup.RARE));
        List<HeadImpact> impacts = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            impacts.add(new HeadImpact(heads.get(i), rare.get(i), common.get(i),
                    plateau.impact(heads.get(i), TokenGroup.RARE, halves.first()),
                    plateau.impact(heads.get(i), TokenGroup.RARE, halves.second())));
        }
        return impacts;
    }

    private static List<AtGroup> of(PlateauActivation plateau, List<Ablation> heads, TokenGroup group) {
        int[] contexts = plateau.contextsWith(group);
        Quantity base = plateau.baseline(group, contexts);
        List<PairedTest> tests = heads.stream().map(head -> base.isDefined()
                ? Changes.test(plateau.changesPercent(head, group, contexts))
                : PairedTest.undefined(Spread.of(new double[0]), base.reason())).toList();
        List<CorrectedP> p = CorrectedP.ofTests(tests);
        List<AtGroup> all = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            all.add(new AtGroup(plateau.impact(heads.get(i), group, contexts),
                    plateau.changePercent(heads.get(i), group, contexts), tests.get(i), p.get(i)));
        }
        return all;
    }
}
