package io.plateau.routing.impact;

import java.util.ArrayList;
import java.util.List;

import io.plateau.routing.impact.Ablation.Kind;

/** Makes plateau activations with a known truth. */
public final class PlateauFixture {
    private PlateauFixture() {
    }

    /** Activation A of one ablation (0: baseline), context and group. */
    public interface Truth {
        double of(int ablation, int context, int group);
    }

    /** Baseline, then heads of two layers, then both layers, then two directions of a control of each kind. */
    public static List<Ablation> ablations(int headsPerLayer) {
        List<Ablation> list = new ArrayList<>(List.of(new Ablation(Kind.BASELINE, -1, -1)));
        for (int layer = 4; layer < 6; layer++) {
            for (int head = 0; head < headsPerLayer; head++) {
                list.add(new Ablation(Kind.HEAD, layer, head));
            }
        }
        list.add(new Ablation(Kind.LAYER, 4, -1));
        list.add(new Ablation(Kind.LAYER, 5, -1));
        for (int direction = 0; direction < 2; direction++) {
            list.add(Ablation.control(Kind.CONTROL_NORM, 4, direction));
        }
        for (int direction = 0; direction < 2; direction++) {
            list.add(Ablation.control(Kind.CONTROL_FEED_FORWARD, 5, direction));
        }
        return list;
    }

    /** One block; every context has {@code positions} target positions of each group. */
    public static HeadAblationBlock block(List<Ablation> ablations, int[] contexts, int positions, Truth truth) {
        int[] counts = new int[2 * contexts.length];
        java.util.Arrays.fill(counts, positions);
        return block(ablations, contexts, counts, truth);
    }

    public static HeadAblationBlock block(List<Ablation> ablations, int[] contexts, int[] counts, Truth truth) {
        double[] absolute = new double[ablations.size() * contexts.length * 2];
        int at = 0;
        for (int ablation = 0; ablation < ablations.size(); ablation++) {
            for (int context : contexts) {
                for (int group = 0; group < 2; group++) {
                    absolute[at++] = truth.of(ablation, context, group);
                }
            }
        }
        return new HeadAblationBlock(ablations, contexts, new int[]{3, 1}, counts, absolute, absolute.clone());
    }

    /** All contexts 0 … contexts − 1 in one block of 100 positions each. */
    public static PlateauActivation plateau(List<Ablation> ablations, int contexts, Truth truth) {
        int[] indices = java.util.stream.IntStream.range(0, contexts).toArray();
        return PlateauActivation.join(List.of(block(ablations, indices, 100, truth)), false);
    }
}
