package io.plateau.routing.impact;

import java.util.List;

import io.plateau.routing.statistics.Quantity;
import io.plateau.routing.tokens.TokenGroup;

/**
 * Impact of ablating one head, over all contexts.
 *
 * @param impactRare |A_base − A_ablated| / |A_base| at rare targets, a share
 * @param changeRare (A_ablated − A_base) / |A_base| at rare targets, percent
 * @param impactCommon the same at common targets
 * @param changeCommon the same at common targets
 */
public record HeadImpact(Ablation head, Quantity impactRare, Quantity changeRare, Quantity impactCommon,
        Quantity changeCommon) {

    /** One per head, in the order of the event. */
    public static List<HeadImpact> ofAll(PlateauActivation plateau) {
        int[] rare = plateau.contextsWith(TokenGroup.RARE);
        int[] common = plateau.contextsWith(TokenGroup.COMMON);
        return plateau.ablations(Ablation.Kind.HEAD).stream()
                .map(head -> new HeadImpact(head, plateau.impact(head, TokenGroup.RARE, rare),
                        plateau.changePercent(head, TokenGroup.RARE, rare),
                        plateau.impact(head, TokenGroup.COMMON, common),
                        plateau.changePercent(head, TokenGroup.COMMON, common)))
                .toList();
    }
}
