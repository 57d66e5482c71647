package io.plateau.inference.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.PatchKind;
import io.plateau.contracts.event.PatchTarget;
import io.plateau.contracts.specification.AttentionSpecification.PatchInto;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.heads.ContextPairs;
import io.plateau.inference.heads.Patches;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.PatchPair;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauRepository;
import io.plateau.inference.work.PatchPlans;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Plateau activation under patching between the pairs of contexts of one block. */
@ApplicationScoped
class PatchWork implements StageWork<Void> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final PatchPlans patches;
    private final PlateauRepository plateaus;
    private final EventPublisher publisher;

    PatchWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded, PlanRepository plans,
            PatchPlans patches,
            PlateauRepository plateaus, EventPublisher publisher) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.patches = patches;
        this.plateaus = plateaus;
        this.publisher = publisher;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.PATCH_HEADS;
    }

    @Override
    public int blocks(String experimentId) {
        return patches.of(experimentId, plateaus.get(experimentId)).blocks().size();
    }

    @Override
    public Void compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        int[] neurons = plateaus.get(experimentId).neurons;
        List<PatchPair> pairs = patches.of(experimentId, plateaus.get(experimentId)).ofBlock(block);
        Map<Integer, PlannedContext> contexts = plans.named(experimentId,
                pairs.stream().flatMap(p -> Stream.of(p.rareContext(), p.commonContext())).distinct().toList()).stream()
                .collect(Collectors.toMap(PlannedContext::index, Function.identity()));
        PlanEntity plan = plans.get(experimentId);
        boolean intoCommon = specification.attention().patchInto() == PatchInto.COMMON;
        float[] activation = new float[0];
        if (!pairs.isEmpty()) {
            int[][] rare = tokens(pairs, contexts, PatchPair::rareContext);
            int[][] common = tokens(pairs, contexts, PatchPair::commonContext);
            int[] rareAt = pairs.stream().mapToInt(PatchPair::rarePosition).toArray();
            int[] commonAt = pairs.stream().mapToInt(PatchPair::commonPosition).toArray();
            ContextPairs between = intoCommon
                    ? new ContextPairs(common, commonAt, rare, rareAt)
                    : new ContextPairs(rare, rareAt, common, commonAt);
            Patches found = loaded.use(models.of(experimentId, specification),
                    engine -> engine.at(specification.mlp().layers()).patchHeads(between, plan.layerList(), neurons));
            activation = Finite.require("activations under patching", specification.model(), intoCommon
                    ? joined(found.donor(), found.receiver(), found.patched())
                    : joined(found.receiver(), found.donor(), found.patched()));
        }
        List<PatchTarget> targets = targets(plan);
        publisher.publish(Topic.HEAD_PATCHES,
                new HeadPatchesMeasured(experimentId, specification.toJson(), block, blocks, targets,
                        pairs.stream().map(p -> pair(p, contexts)).toList(), Arrays.stream(neurons).boxed().toList(),
                        Tensors.encode(activation, targets.size(), pairs.size(), neurons.length),
                        experiments.layer(experimentId)),
                experimentId, Integer.toString(block));
        return null;
    }

    /** The rows in the engine's order, also of a block without pairs: a consumer then can say what is missing. */
    private static List<PatchTarget> targets(PlanEntity plan) {
        List<PatchTarget> targets = new ArrayList<>(
                List.of(new PatchTarget(PatchKind.RARE, -1, -1), new PatchTarget(PatchKind.COMMON, -1, -1)));
        for (int layer : plan.layers) {
            for (int head = 0; head < plan.heads; head++) {
                targets.add(new PatchTarget(PatchKind.HEAD, layer, head));
            }
            targets.add(new PatchTarget(PatchKind.LAYER, layer, -1));
        }
        return targets;
    }

    private static int[][] tokens(List<PatchPair> pairs, Map<Integer, PlannedContext> contexts,
            ToIntFunction<PatchPair> which) {
        return pairs.stream().map(p -> contexts.get(which.applyAsInt(p)).tokens()).toArray(int[][]::new);
    }

    private static io.plateau.contracts.event.PatchPair pair(PatchPair p, Map<Integer, PlannedContext> contexts) {
        return new io.plateau.contracts.event.PatchPair(p.rareContext(), p.rarePosition(),
                contexts.get(p.rareContext()).tokens()[p.rarePosition() + 1], p.commonContext(), p.commonPosition(),
                contexts.get(p.commonContext()).tokens()[p.commonPosition() + 1]);
    }

    private static float[] joined(float[]... parts) {
        float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Override
    public void store(String experimentId, int block, Void nothing) {
        // The results are the routing service's; the ledger row alone says that they were published.
    }
}
