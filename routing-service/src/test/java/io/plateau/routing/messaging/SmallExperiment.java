package io.plateau.routing.messaging;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AblationKind;
import io.plateau.contracts.event.AblationTarget;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.PatchKind;
import io.plateau.contracts.event.PatchPair;
import io.plateau.contracts.event.PatchTarget;
import io.plateau.contracts.event.Positions;
import io.plateau.contracts.specification.AttentionSpecification.Maximum;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.routing.analysis.RoutingAnalysis;
import io.plateau.routing.attention.AttentionReduction;
import io.plateau.routing.attention.AttentionRows;
import io.plateau.routing.attention.AttentionSums;
import io.plateau.routing.attention.RandomAttention;
import io.plateau.routing.concentration.Concentration;
import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.HeadAblationBlock;
import io.plateau.routing.impact.PlateauActivation;
import io.plateau.routing.messaging.Broker.Outgoing;
import io.plateau.routing.patching.PatchBlock;
import io.plateau.routing.patching.PatchedActivation;
import io.plateau.routing.patching.PatchedPart;

/** Events of an experiment of 6 contexts, 2 layers of 2 heads and 3 plateau neurons; layer 5 head 1 serves rare tokens. */
final class SmallExperiment {
    static final int CONTEXTS = 6;
    static final int ATTENTION_BLOCKS = 2 * CONTEXTS;
    static final int HEAD_ABLATION_BLOCKS = 3;
    static final int PATCH_BLOCKS = 2;
    private static final int HEADS = 2;
    private static final int NEURONS = 3;
    private static final int[] POSITIONS = IntStream.range(0, 80).toArray();

    private final String id;
    private final ExperimentSpecification specification = ExperimentSpecification.parse("{\"model\": \"tiny-neox\"}");
    private final byte[] groups = new byte[POSITIONS.length];
    private final List<float[]> attention = new ArrayList<>();
    private final List<float[]> absolute = new ArrayList<>();
    private final List<float[]> patched = new ArrayList<>();
    private final List<PatchTarget> patchTargets = new ArrayList<>();
    private final List<AblationTarget> targets = new ArrayList<>();

    SmallExperiment(String id) {
        this.id = id;
        SplittableRandom random = new SplittableRandom(17);
        for (int p = 0; p < groups.length; p++) {
            groups[p] = (byte) random.nextInt(3);
        }
        for (int block = 0; block < ATTENTION_BLOCKS; block++) {
            attention.add(RandomAttention.rows(random, HEADS, POSITIONS));
        }
        targets.add(new AblationTarget(AblationKind.BASELINE, -1, -1, -1));
        for (int layer = 4; layer < 6; layer++) {
            targets.add(new AblationTarget(AblationKind.HEAD, layer, 0, -1));
            targets.add(new AblationTarget(AblationKind.HEAD, layer, 1, -1));
            targets.add(new AblationTarget(AblationKind.LAYER, layer, -1, -1));
            targets.add(new AblationTarget(AblationKind.CONTROL_NORM, layer, -1, 0));
            targets.add(new AblationTarget(AblationKind.CONTROL_NORM, layer, -1, 1));
        }
        for (int block = 0; block < HEAD_ABLATION_BLOCKS; block++) {
            absolute.add(activations(random));
        }
        patchTargets.add(new PatchTarget(PatchKind.RARE, -1, -1));
        patchTargets.add(new PatchTarget(PatchKind.COMMON, -1, -1));
        for (int layer = 4; layer < 6; layer++) {
            patchTargets.add(new PatchTarget(PatchKind.HEAD, layer, 0));
            patchTargets.add(new PatchTarget(PatchKind.HEAD, layer, 1));
            patchTargets.add(new PatchTarget(PatchKind.LAYER, layer, -1));
        }
        for (int block = 0; block < PATCH_BLOCKS; block++) {
            patched.add(patchedActivations(random));
        }
    }

    /** Every head attends to everything alike, and the plateau is silent whatever is done. */
    static SmallExperiment silent(String id) {
        SmallExperiment experiment = new SmallExperiment(id);
        for (float[] weights : experiment.attention) {
            int w = 0;
            for (int head = 0; head < HEADS; head++) {
                for (int position : POSITIONS) {
                    Arrays.fill(weights, w, w + position + 1, 1f / (position + 1));
                    w += position + 1;
                }
            }
        }
        experiment.absolute.forEach(values -> Arrays.fill(values, 0));
        experiment.patched.forEach(values -> Arrays.fill(values, 0));
        return experiment;
    }

    /** A of 1 at common, 2 at rare targets; layer 5 head 1 restores three quarters. K = 2 pairs a block. */
    private float[] patchedActivations(SplittableRandom random) {
        float[] values = new float[patchTargets.size() * 2 * NEURONS];
        for (int i = 0; i < values.length; i++) {
            PatchTarget what = patchTargets.get(i / (2 * NEURONS));
            boolean wired = what.getLayer() == 5 && what.getHead() == 1;
            double mean = what.getKind() == PatchKind.RARE ? 2 : wired ? 1.75 : 1;
            values[i] = (float) (mean + 0.02 * random.nextGaussian());
        }
        return values;
    }

    private float[] activations(SplittableRandom random) {
        float[] values = new float[targets.size() * 2 * 2 * NEURONS];
        for (int i = 0; i < values.length; i++) {
            int target = i / (4 * NEURONS);
            boolean rare = i / NEURONS % 2 == 0;
            AblationTarget what = targets.get(target);
            boolean wired = what.getLayer() == 5 && what.getHead() == 1 && rare;
            values[i] = (float) ((target == 0 ? 1 : wired ? 0.7 : 0.95) + 0.005 * random.nextGaussian());
        }
        return values;
    }

    List<Outgoing> events() {
        List<Outgoing> events = new ArrayList<>();
        for (int block = 0; block < ATTENTION_BLOCKS; block++) {
            events.add(new Outgoing(Topic.ATTENTION, attentionCaptured(block), "attention/" + block));
        }
        for (int block = 0; block < HEAD_ABLATION_BLOCKS; block++) {
            events.add(new Outgoing(Topic.HEAD_ABLATIONS, headAblationsMeasured(block), "head-ablations/" + block));
        }
        for (int block = 0; block < PATCH_BLOCKS; block++) {
            events.add(new Outgoing(Topic.HEAD_PATCHES, headPatchesMeasured(block), "head-patches/" + block));
        }
        return events;
    }

    /** Block b is of context b / 2 and layer 4 + b % 2. */
    AttentionCaptured attentionCaptured(int block) {
        float[] weights = attention.get(block);
        List<Integer> positions = IntStream.of(POSITIONS).boxed().toList();
        return new AttentionCaptured(id, specification.toJson(), block, ATTENTION_BLOCKS, 4 + block % 2,
                new Positions(positions.stream().map(p -> block / 2).toList(), positions, positions,
                        ByteBuffer.wrap(groups)),
                Tensors.encode(weights, HEADS, weights.length / HEADS), null);
    }

    private HeadAblationsMeasured headAblationsMeasured(int block) {
        int[] shape = {targets.size(), 2, 2, NEURONS};
        return new HeadAblationsMeasured(id, specification.toJson(), block, HEAD_ABLATION_BLOCKS, targets,
                List.of(2 * block, 2 * block + 1), List.of(9, 4, 7), List.of(10, 12, 30, 5),
                Tensors.encode(absolute.get(block), shape), Tensors.encode(absolute.get(block), shape), 5);
    }

    /** Pairs of contexts 0 and 1, 2 and 3; then 4 and 5, 6 and 7. */
    private HeadPatchesMeasured headPatchesMeasured(int block) {
        return new HeadPatchesMeasured(id, specification.toJson(), block, PATCH_BLOCKS, patchTargets,
                List.of(new PatchPair(4 * block, 9, 100, 4 * block + 1, 9, 5),
                        new PatchPair(4 * block + 2, 30, 101, 4 * block + 3, 30, 6)),
                List.of(9, 4, 7), Tensors.encode(patched.get(block), patchTargets.size(), 2, NEURONS), 5);
    }

    private PatchedActivation patchedActivation() {
        List<PatchedPart> parts = patchTargets.stream().skip(2)
                .map(t -> new PatchedPart(t.getLayer(), t.getHead())).toList();
        return PatchedActivation.join(IntStream.range(0, PATCH_BLOCKS).mapToObj(b -> PatchBlock.of(parts,
                new int[]{4 * b, 4 * b + 1, 4 * b + 2, 4 * b + 3}, new int[]{9, 4, 7}, patched.get(b))).toList(), false,
                false);
    }

    /** What the domain makes of the same blocks, in order and in memory. */
    RoutingAnalysis expected() {
        AttentionReduction reduction = new AttentionReduction();
        for (int block = 0; block < ATTENTION_BLOCKS; block++) {
            AttentionRows rows = new AttentionRows(HEADS, POSITIONS, groups, attention.get(block));
            reduction.add(4 + block % 2, block / 2, AttentionSums.of(rows, specification.attention().profileOffsets(),
                    Concentration.GINI));
        }
        List<Ablation> ablations = targets.stream()
                .map(t -> new Ablation(Ablation.Kind.valueOf(t.getKind().name()), t.getLayer(), t.getHead(),
                        t.getDirection()))
                .toList();
        List<HeadAblationBlock> blocks = IntStream.range(0, HEAD_ABLATION_BLOCKS)
                .mapToObj(b -> HeadAblationBlock.of(ablations, new int[]{2 * b, 2 * b + 1}, new int[]{9, 4, 7},
                        new int[]{10, 12, 30, 5}, absolute.get(b), absolute.get(b)))
                .toList();
        return RoutingAnalysis.of(reduction.summarise(), PlateauActivation.join(blocks, false), patchedActivation(),
                specification.seed(), Maximum.SPLIT_HALVES);
    }
}
