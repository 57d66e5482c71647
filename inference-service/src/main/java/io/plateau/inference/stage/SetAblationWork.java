package io.plateau.inference.stage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.JointLossesMeasured;
import io.plateau.contracts.event.NeuronSet;
import io.plateau.contracts.event.SetKind;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.Replacement;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.JointSets;
import io.plateau.inference.planning.JointSets.JointSet;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauRepository;
import io.plateau.inference.work.SetPlans;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.statistics.tokens.TokenGroup;

/** Mean ablation of sets of neurons at once, at the rare and common positions of some contexts. */
@ApplicationScoped
class SetAblationWork implements StageWork<Void> {
    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final SetPlans sets;
    private final PlateauRepository plateaus;
    private final Replacements replacements;
    private final EventPublisher publisher;

    SetAblationWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded, PlanRepository plans,
            SetPlans sets, PlateauRepository plateaus, Replacements replacements, EventPublisher publisher) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.sets = sets;
        this.plateaus = plateaus;
        this.replacements = replacements;
        this.publisher = publisher;
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.ABLATE_SETS;
    }

    @Override
    public int blocks(String experimentId) {
        return sets.of(experimentId, plateaus.get(experimentId)).blocks();
    }

    /** @param separate P, M: of the neurons of the largest set of top ranks alone */
    private record Losses(float[] joint, float[] separate) {
    }

    @Override
    public Void compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        SetPlans.SetPlan plan = sets.of(experimentId, plateaus.get(experimentId));
        List<JointSet> asked = plan.setsOf(block);
        List<PlannedContext> contexts = plans.named(experimentId, plan.contextsOf(block)).stream()
                .map(PlannedContext::inGroups).filter(context -> context.targets().length > 0).toList();
        Replacement replacement = replacements.of(experimentId, specification, contexts);
        int[] ranked = JointSets.ranked(asked);
        ContextGroupSums cells = ContextGroupSums.of(contexts);
        Losses losses = contexts.isEmpty()
                ? new Losses(new float[0], new float[0])
                : loaded.use(models.of(experimentId, specification), engine -> new Losses(
                        engine.neurons().ablateSets(ContextRows.tokens(contexts), ContextRows.targets(contexts),
                                replacement,
                                asked.stream().map(JointSet::neurons).toList()),
                        ranked.length == 0
                                ? new float[0]
                                : engine.neurons().ablateEach(ContextRows.tokens(contexts),
                                        ContextRows.targets(contexts), replacement, ranked).changes().delta()));
        Finite.require("loss changes", specification.model(), losses.joint);
        int rows = contexts.size() * TokenGroup.COUNT;
        publisher.publish(Topic.JOINT_LOSSES,
                new JointLossesMeasured(experimentId, specification.toJson(), block, blocks,
                        asked.stream().map(set -> new NeuronSet(set.kind(), set.size(), set.control())).toList(),
                        contexts.stream().map(PlannedContext::index).toList(), cells.counts(),
                        Tensors.encode(turned(cells.sums(losses.joint, asked.size()), asked.size(), rows), asked.size(),
                                contexts.size(), TokenGroup.COUNT),
                        Tensors.encode(separate(cells.sums(losses.separate, ranked.length), ranked, asked, rows),
                                asked.size(), contexts.size(), TokenGroup.COUNT),
                        experiments.layer(experimentId)),
                experimentId, Integer.toString(block));
        return null;
    }

    /** Rows, S → S, rows. */
    private static float[] turned(double[] sums, int sets, int rows) {
        float[] turned = new float[sums.length];
        for (int s = 0; s < sets; s++) {
            for (int row = 0; row < rows; row++) {
                turned[s * rows + row] = (float) sums[row * sets + s];
            }
        }
        return turned;
    }

    /** S, rows: added up over the neurons of each set of top ranks. */
    private static float[] separate(double[] sums, int[] ranked, List<JointSet> asked, int rows) {
        float[] separate = new float[asked.size() * rows];
        for (int s = 0; s < asked.size(); s++) {
            if (asked.get(s).kind() == SetKind.TOP) {
                int[] columns = IntStream.of(asked.get(s).neurons().neurons())
                        .map(neuron -> Arrays.binarySearch(ranked, neuron)).toArray();
                for (int row = 0; row < rows; row++) {
                    int from = row * ranked.length;
                    separate[s * rows + row] = (float) IntStream.of(columns).mapToDouble(c -> sums[from + c]).sum();
                }
            }
        }
        return separate;
    }

    @Override
    public void store(String experimentId, int block, Void nothing) {
        // The results are the influence service's; the ledger row alone says that they were published.
    }
}
