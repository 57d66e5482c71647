package io.plateau.graph.messaging;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.NeuronWeightsCaptured;
import io.plateau.contracts.event.PlateauFound;
import io.plateau.contracts.event.PlateauGroup;
import io.plateau.contracts.event.Positions;
import io.plateau.contracts.event.Sign;
import io.plateau.graph.SyntheticActivations;

/**
 * An experiment on synthetic activations: 80 neurons that follow one common factor, but for neurons 0 … 8, three
 * communities of three. Every third position is no observation.
 */
final class Experiment {
    static final int LAYER = 80;
    static final int CONTROLS = 50;
    static final int WIDTH = 64;
    static final String MODEL = "synthetic";
    static final List<Integer> EXCITATORY = IntStream.range(0, 9).boxed().toList();
    static final List<Integer> INHIBITORY = IntStream.range(20, 30).boxed().toList();

    final String id = UUID.randomUUID().toString();
    private final int blocks;
    private final int rows;
    private final String more;
    private final float[][] activations;

    /** @param rows positions per block, a multiple of three: two thirds are observations */
    Experiment(int blocks, int rows) {
        this(blocks, rows, ",\"layerRuns\":6");
    }

    /** @param more fields of the specification's graph, each after a comma */
    Experiment(int blocks, int rows, String more) {
        this.more = more;
        this.blocks = blocks;
        this.rows = rows;
        int[] community = IntStream.range(0, LAYER).map(n -> n < 9 ? n % 3 : 3).toArray();
        activations = SyntheticActivations.of(community, 0.8, SyntheticActivations.ones(LAYER), blocks * rows, 7);
    }

    String specification() {
        return "{\"model\":\"" + MODEL + "\",\"graph\":{\"louvainRuns\":10,\"bootstraps\":20,\"controls\":" + CONTROLS
                + ",\"permutations\":99" + more + "}}";
    }

    ActivationsCaptured block(int block) {
        List<Integer> context = new ArrayList<>();
        List<Integer> position = new ArrayList<>();
        byte[] observation = new byte[rows];
        float[] values = new float[rows * LAYER];
        for (int p = 0; p < rows; p++) {
            context.add(block * 5 + p * 5 / rows);
            position.add(p);
            observation[p] = (byte) (p % 3 == 2 ? 0 : 1);
            for (int n = 0; n < LAYER; n++) {
                values[p * LAYER + n] = activations[n][block * rows + p];
            }
        }
        return new ActivationsCaptured(id, specification(), block, blocks,
                new Positions(context, position, position, ByteBuffer.allocate(rows)), ByteBuffer.wrap(observation),
                Tensors.encode(values, rows, LAYER), 5);
    }

    /** One of two blocks of 40 neurons' weights: noise, but that neurons 0 … 8 read along one direction. */
    NeuronWeightsCaptured weights(int block) {
        Random random = new Random(block);
        float[] input = new float[LAYER / 2 * WIDTH];
        float[] output = new float[LAYER / 2 * WIDTH];
        for (int i = 0; i < input.length; i++) {
            boolean along = block == 0 && i / WIDTH < 9;
            input[i] = (float) (random.nextGaussian() + (along ? 3 * Math.cos(i % WIDTH) : 0));
            output[i] = (float) random.nextGaussian();
        }
        return new NeuronWeightsCaptured(id, specification(), block, 2, block * LAYER / 2,
                Tensors.encode(input, LAYER / 2, WIDTH), Tensors.encode(output, LAYER / 2, WIDTH), 5);
    }

    PlateauFound plateau() {
        return plateau(EXCITATORY, INHIBITORY);
    }

    /** No plateau: the groups are substitutes. */
    PlateauFound substitutes() {
        return new PlateauFound(id, specification(), "top-k", 0, List.of(),
                List.of(new PlateauGroup(Sign.EXCITATORY, List.of(1, 2, 3), 0),
                        new PlateauGroup(Sign.INHIBITORY, List.of(), 0)),
                5);
    }

    PlateauFound plateau(List<Integer> excitatory, List<Integer> inhibitory) {
        return new PlateauFound(id, specification(), "flat", 15, List.of(),
                List.of(new PlateauGroup(Sign.EXCITATORY, excitatory, 0),
                        new PlateauGroup(Sign.INHIBITORY, inhibitory, Math.min(2, inhibitory.size()))),
                5);
    }
}
