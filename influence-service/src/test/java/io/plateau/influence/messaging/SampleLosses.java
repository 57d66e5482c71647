package io.plateau.influence.messaging;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ErrorSample;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.Positions;
import io.plateau.contracts.event.Screening;
import io.plateau.contracts.event.TensorBlock;

/** A small experiment's blocks as the inference service publishes them. */
final class SampleLosses {
    static final int NEURONS = 40;
    static final int BLOCKS = 6;
    private static final int CONTEXTS_PER_BLOCK = 2;
    private static final int POSITIONS_PER_CONTEXT = 12;
    private static final String SPECIFICATION = """
            {"model":"sample","seed":5,"regimes":{"bootstraps":50,"permutations":49,"topK":8,"minGroup":3,"minTail":15,"tailDraws":19}}""";

    private final String experiment;
    /** Σ dL and positions of the rare group, added up without the service's help. */
    private final double[] rareSum = new double[NEURONS];
    private int rarePositions;

    SampleLosses(String experiment) {
        this.experiment = experiment;
    }

    List<NeuronLossesMeasured> blocks() {
        SplittableRandom random = new SplittableRandom(3);
        List<NeuronLossesMeasured> blocks = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
            blocks.add(block(block, BLOCKS, NEURONS, random));
        }
        return blocks;
    }

    /** Rare tokens have a power law of exponent 1, common tokens one of 1.5; neuron 0 never changes the loss. */
    NeuronLossesMeasured block(int block, int blocks, int neurons, SplittableRandom random) {
        int positions = CONTEXTS_PER_BLOCK * POSITIONS_PER_CONTEXT;
        List<Integer> context = new ArrayList<>();
        List<Integer> position = new ArrayList<>();
        List<Integer> target = new ArrayList<>();
        byte[] group = new byte[positions];
        float[] baseline = new float[positions];
        float[] delta = new float[positions * neurons];
        float[] frequency = new float[2 * positions];
        for (int p = 0; p < positions; p++) {
            context.add(block * CONTEXTS_PER_BLOCK + p / POSITIONS_PER_CONTEXT);
            position.add(p % POSITIONS_PER_CONTEXT);
            target.add(100 + p);
            group[p] = (byte) (p % 3);
            baseline[p] = 2;
            frequency[p] = 1 + group[p];
            frequency[positions + p] = -p % 5;
            for (int n = 1; n < neurons; n++) {
                double influence = 0.01 * Math.pow(n, group[p] == 0 ? -1 : -1.5);
                double sign = n % 2 == 1 ? 1 : -1;
                delta[p * neurons + n] = (float) (influence * (sign + 0.5 * random.nextGaussian()));
            }
            if (group[p] == 0 && neurons == NEURONS) {
                rarePositions++;
                for (int n = 0; n < neurons; n++) {
                    rareSum[n] += delta[p * neurons + n];
                }
            }
        }
        return new NeuronLossesMeasured(experiment, SPECIFICATION, block, blocks,
                new Positions(context, position, target, ByteBuffer.wrap(group)), Tensors.encode(baseline, positions),
                Tensors.encode(delta, positions, neurons), null, null,
                Tensors.encode(frequency, 2, positions), 5, null);
    }

    /**
     * The same block with a sample by which the mean losses of some neurons are off by as much as given, and those of the others by
     * nothing.
     */
    static NeuronLossesMeasured withErrors(NeuronLossesMeasured event, Map<Integer, Double> errorOfMean) {
        int draws = 40;
        float[] sum = new float[2 * NEURONS];
        float[] squares = new float[2 * NEURONS];
        byte[] group = event.getPositions().getGroup().array();
        for (int g = 0; g < 2; g++) {
            int positions = 0;
            for (byte one : group) {
                positions += one == g ? 1 : 0;
            }
            for (var error : errorOfMean.entrySet()) {
                // Every draw gives the same estimate of the block's sum.
                double estimate = error.getValue() * positions;
                sum[g * NEURONS + error.getKey()] = (float) (draws * estimate);
                squares[g * NEURONS + error.getKey()] = (float) (draws * estimate * estimate);
            }
        }
        return new NeuronLossesMeasured(event.getExperimentId(), event.getSpecification(), event.getBlock(),
                event.getBlocks(), event.getPositions(), event.getBaselineLoss(), event.getDeltaLoss(), null,
                new ErrorSample(1, draws, Tensors.encode(sum, 2, NEURONS), Tensors.encode(squares, 2, NEURONS)),
                event.getFrequency(), 5, null);
    }

    /** The block of a layer whose neurons were screened. */
    static NeuronLossesMeasured screened(NeuronLossesMeasured event, List<Integer> exact, List<Integer> sampled) {
        return new NeuronLossesMeasured(event.getExperimentId(),
                "{\"model\":\"m\",\"mlp\":{\"layers\":5,\"method\":\"screened\"}}", event.getBlock(), event.getBlocks(),
                event.getPositions(), event.getBaselineLoss(), event.getDeltaLoss(), null, null, event.getFrequency(),
                5,
                new Screening(exact, sampled));
    }

    /** The block computed again for some neurons, whose loss changes are then all the same. */
    static NeuronLossesMeasured refined(NeuronLossesMeasured event, List<Integer> neurons, float change) {
        int positions = event.getPositions().getContext().size();
        float[] delta = new float[positions * neurons.size()];
        Arrays.fill(delta, change);
        return new NeuronLossesMeasured(event.getExperimentId(), event.getSpecification(), event.getBlock(),
                event.getBlocks(), event.getPositions(), event.getBaselineLoss(),
                Tensors.encode(delta, positions, neurons.size()), neurons, null, null, 5, null);
    }

    /** One block in which no neuron changes any loss. */
    NeuronLossesMeasured withoutInfluence() {
        NeuronLossesMeasured event = block(0, 1, NEURONS, new SplittableRandom(4));
        int positions = event.getPositions().getContext().size();
        return new NeuronLossesMeasured(experiment, SPECIFICATION, 0, 1, event.getPositions(), event.getBaselineLoss(),
                Tensors.encode(new float[positions * NEURONS], positions, NEURONS), null, null, null, 5, null);
    }

    /** Mean dL of the rare group after {@link #blocks()}, nats. */
    double rareMean(int neuron) {
        return rareSum[neuron] / rarePositions;
    }

    /** One bit of the payload flipped on the way. */
    static NeuronLossesMeasured damaged(NeuronLossesMeasured event) {
        TensorBlock delta = event.getDeltaLoss();
        ByteBuffer data = ByteBuffer.allocate(delta.getData().remaining()).put(delta.getData().duplicate()).flip();
        data.put(7, (byte) (data.get(7) ^ 1));
        return new NeuronLossesMeasured(event.getExperimentId(), event.getSpecification(), event.getBlock(),
                event.getBlocks(), event.getPositions(), event.getBaselineLoss(),
                new TensorBlock(delta.getDtype(), delta.getShape(), delta.getChecksum(), data), event.getNeurons(),
                event.getSample(), event.getFrequency(), 5, null);
    }
}
