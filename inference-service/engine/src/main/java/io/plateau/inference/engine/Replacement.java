package io.plateau.inference.engine;

import java.util.Arrays;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.ablation.AblationBlock;
import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.tokens.TokenGroup;

/** What replaces an ablated neuron's activation. */
public sealed interface Replacement {

    /** How often a position is ablated; its loss changes are means over these. */
    default int draws() {
        return 1;
    }

    /**
     * @param end of a forward pass, at the target positions
     * @param next P: the tokens that follow
     * @return draws · P rows, draw by draw
     */
    AblationBlock block(End end, int[] next);

    /**
     * @param residual P, D
     * @param activation P, N
     * @param written P, D or null
     */
    record End(NDArray residual, NDArray activation, NDArray written) {
    }

    /** @param values N: the same at every position */
    record Constant(double[] values) implements Replacement {
        @Override
        public AblationBlock block(End end, int[] next) {
            int neurons = (int) end.activation.getShape().get(1);
            if (values.length != neurons) {
                throw new UnprocessableException("mean activations of " + values.length
                        + " neurons were given; the final MLP has " + neurons);
            }
            return AblationBlock.of(end.residual, end.activation, end.written, values, next);
        }
    }

    /**
     * A constant of each group, and another one at positions of neither.
     *
     * @param values rare, common, neither; N each
     * @param groups P: group of each target position
     */
    record ByGroup(double[][] values, byte[] groups) implements Replacement {
        @Override
        public AblationBlock block(End end, int[] next) {
            int neurons = (int) end.activation.getShape().get(1);
            float[] each = new float[groups.length * neurons];
            for (int p = 0; p < groups.length; p++) {
                for (int n = 0; n < neurons; n++) {
                    each[p * neurons + n] = (float) values[groups[p]][n];
                }
            }
            try (NDManager scratch = end.activation.getManager().newSubManager()) {
                NDArray change = scratch.create(each, end.activation.getShape()).subi(end.activation);
                change.attach(end.activation.getManager());
                return new AblationBlock(end.residual, change, end.written, next);
            }
        }
    }

    /**
     * Its own at other positions of the same group.
     *
     * @param groups P: group of each target position
     */
    record Resampled(byte[] groups, long seed) implements Replacement {
        private static final int DRAWS = 5;

        @Override
        public int draws() {
            return DRAWS;
        }

        /** P: the position whose activations each one gets; its own where its group has no second. */
        int[] donors(int draw) {
            SplitMix64 random = SplitMix64.of(seed, "resampled activations", draw);
            int[][] members = new int[TokenGroup.NEITHER + 1][];
            for (int group = 0; group < members.length; group++) {
                int wanted = group;
                members[group] = IntStream.range(0, groups.length)
                        .filter(p -> groups[p] == wanted).toArray();
            }
            int[] donors = new int[groups.length];
            for (int p = 0; p < donors.length; p++) {
                int[] own = members[groups[p]];
                int place = Arrays.binarySearch(own, p);
                // One of the others: where it draws itself, the last, which is not drawn.
                int drawn = own.length == 1 ? 0 : random.nextInt(own.length - 1);
                donors[p] = own.length == 1 ? p : own[drawn == place ? own.length - 1 : drawn];
            }
            return donors;
        }

        @Override
        public AblationBlock block(End end, int[] next) {
            int[][] donors = new int[DRAWS][];
            Arrays.setAll(donors, this::donors);
            return AblationBlock.resampled(end.residual, end.activation, end.written, donors, next);
        }
    }
}
