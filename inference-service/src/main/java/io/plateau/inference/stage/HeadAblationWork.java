package io.plateau.inference.stage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.AblationKind;
import io.plateau.contracts.event.AblationTarget;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.HeadAblation;
import io.plateau.inference.heads.Target;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauRepository;
import io.plateau.inference.work.HeadPlans;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.statistics.random.SeedDerivation;

/** Plateau activation under ablation of heads, layers and controls over the contexts of one block. */
@ApplicationScoped
class HeadAblationWork implements StageWork<Void> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final HeadPlans heads;
    private final PlateauRepository plateaus;
    private final CaptureMeanRepository means;
    private final EventPublisher publisher;

    HeadAblationWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded, PlanRepository plans,
            HeadPlans heads,
            PlateauRepository plateaus, CaptureMeanRepository means, EventPublisher publisher) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.heads = heads;
        this.plateaus = plateaus;
        this.means = means;
        this.publisher = publisher;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.ABLATE_HEADS;
    }

    @Override
    public int blocks(String experimentId) {
        return heads.of(experimentId, plateaus.get(experimentId)).blocks().size();
    }

    @Override
    public Void compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        int[] neurons = plateaus.get(experimentId).neurons;
        List<Integer> layers = plans.get(experimentId).layerList();
        List<PlannedContext> contexts = plans.named(experimentId,
                heads.of(experimentId, plateaus.get(experimentId)).ofBlock(block));
        double[] meanHeadOutput = means.headOutput(experimentId);
        // One seed for all blocks: the controls perturb the same weights the same way in every context.
        long seed = SeedDerivation.SHA_256.derive(specification.seed(), "head-controls");
        int directions = specification.attention().controlDirections();
        HeadAblation measured = neurons.length == 0
                ? nothing(plans.get(experimentId), contexts, directions)
                : loaded.use(models.of(experimentId, specification),
                        engine -> engine.at(specification.mlp().layers()).ablateHeads(ContextRows.tokens(contexts),
                                ContextRows.targets(contexts),
                                ContextRows.groups(contexts), layers, specification.attention().mode(), neurons,
                                meanHeadOutput, seed, directions));

        int rows = measured.targets().size();
        int[] shape = {rows, contexts.size(), 2, neurons.length};
        publisher.publish(Topic.HEAD_ABLATIONS,
                new HeadAblationsMeasured(experimentId, specification.toJson(), block, blocks,
                        measured.targets().stream().map(HeadAblationWork::target).toList(),
                        contexts.stream().map(PlannedContext::index).toList(), Arrays.stream(neurons).boxed().toList(),
                        Arrays.stream(measured.counts()).boxed().toList(),
                        Tensors.encode(finite(specification, measured.meanAbsolute()), shape),
                        Tensors.encode(finite(specification, measured.meanSigned()), shape),
                        experiments.layer(experimentId)),
                experimentId, Integer.toString(block));
        return null;
    }

    /** Where no neuron has an influence: every row without a value, so that the routing service can say what is missing. */
    private static HeadAblation nothing(PlanEntity plan, List<PlannedContext> contexts, int directions) {
        List<Target> targets = new ArrayList<>(List.of(new Target(Target.Kind.BASELINE, -1, -1)));
        for (int layer : plan.layerList()) {
            for (int head = 0; head < plan.heads; head++) {
                targets.add(new Target(Target.Kind.HEAD, layer, head));
            }
            targets.add(new Target(Target.Kind.LAYER, layer, -1));
            for (Target.Kind kind : List.of(Target.Kind.CONTROL_NORM, Target.Kind.CONTROL_FEED_FORWARD)) {
                for (int direction = 0; direction < directions; direction++) {
                    targets.add(Target.control(kind, layer, direction));
                }
            }
        }
        int[] counts = new int[2 * contexts.size()];
        for (int k = 0; k < contexts.size(); k++) {
            for (byte group : contexts.get(k).groups()) {
                if (group < 2) {
                    counts[2 * k + group]++;
                }
            }
        }
        return new HeadAblation(targets, counts, new float[0], new float[0]);
    }

    private static float[] finite(ExperimentSpecification specification, float[] activations) {
        return Finite.require("activations under ablation", specification.model(), activations);
    }

    private static AblationTarget target(Target target) {
        return new AblationTarget(AblationKind.valueOf(target.kind().name()), target.layer(), target.head(),
                target.direction());
    }

    @Override
    public void store(String experimentId, int block, Void nothing) {
        // The results are the routing service's; the ledger row alone says that they were published.
    }
}
