package io.plateau.inference.stage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.specification.AblationSpecification.Value;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.Capture;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.model.CausalMask;
import io.plateau.inference.model.HeadShape;
import io.plateau.inference.planning.BlockMeans;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.CaptureBlockRepository;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.work.WorkItems;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Activations, attention rows and baseline losses of one block of contexts. */
@ApplicationScoped
class CaptureWork implements StageWork<CaptureWork.Captured> {
    private static final JsonMapper JSON = new JsonMapper();

    private final ExperimentRepository experiments;
    private final ExperimentRunRepository runs;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final CaptureBlockRepository captured;
    private final EventPublisher publisher;
    private final WorkItems work;

    CaptureWork(ExperimentRepository experiments, ExperimentRunRepository runs, PlannedModels models,
            LoadedModels loaded, PlanRepository plans,
            CaptureBlockRepository captured,
            EventPublisher publisher, WorkItems work) {
        this.experiments = experiments;
        this.runs = runs;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.captured = captured;
        this.publisher = publisher;
        this.work = work;
    }

    private record Computed(Capture capture, EngineInfo engine, List<String> notes, HeadShape heads) {
    }

    /**
     * @param engine what captured, JSON
     * @param notes on the model, a JSON array
     */
    record Captured(CaptureBlockRepository.Sums sums, String engine, String notes) {
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.CAPTURE;
    }

    @Override
    public int blocks(String experimentId) {
        return plans.get(experimentId).blocks;
    }

    @Override
    public Captured compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        PlanEntity plan = plans.get(experimentId);
        List<PlannedContext> contexts = plans.ofBlock(experimentId, block);
        Computed computed = loaded.use(models.of(experimentId, specification),
                engine -> new Computed(
                        engine.at(specification.mlp().layers()).capture(ContextRows.tokens(contexts),
                                ContextRows.targets(contexts),
                                plan.layerList()),
                        engine.info(), engine.notes(),
                        engine.shape().attention()));
        Capture capture = computed.capture();

        String model = specification.model();
        float[] activations = Finite.require("activations", model, capture.activations());
        Finite.require("losses", model, capture.baselineLoss());
        String json = specification.toJson();
        int positions = ContextRows.count(contexts);
        publisher.publish(Topic.ACTIVATIONS,
                new ActivationsCaptured(experimentId, json, block, blocks, ContextRows.positions(contexts),
                        ContextRows.observation(contexts), Tensors.encode(activations, positions, plan.neurons),
                        experiments.layer(experimentId)),
                experimentId, Integer.toString(block));
        for (int c = 0; c < contexts.size(); c++) {
            for (int l = 0; l < plan.layers.length; l++) {
                publishAttention(experimentId, specification, plan, block % plan.parts, contexts.get(c), l,
                        computed.heads().window(plan.layers[l]), capture.attention()[c][l]);
            }
        }
        // Head outputs are of the whole context, whichever part of it a block holds: its first block counts them.
        boolean first = block % plan.parts == 0;
        return new Captured(
                new CaptureBlockRepository.Sums(positions, BlockMeans.columnSums(activations, plan.neurons),
                        BlockMeans.absoluteColumnSums(activations, plan.neurons),
                        specification.ablation().value() == Value.OPTIMAL
                                ? BlockMeans.squaredColumnSums(activations, plan.neurons)
                                : null,
                        BlockMeans.sum(capture.baselineLoss()), first ? capture.headOutputPositions() : 0,
                        first ? capture.headOutputSum() : new double[capture.headOutputSum().length]),
                json(computed.engine()), json(computed.notes()));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is in memory could not be written as JSON", e);
        }
    }

    private void publishAttention(String experimentId, ExperimentSpecification specification, PlanEntity plan, int part,
            PlannedContext context, int layer, int window, float[] attention) {
        Finite.require("attention weights", specification.model(), attention);
        int pieces = plan.parts * plan.attentionPieces;
        int pair = context.index() * plan.layers.length + layer;
        for (int piece = 0; piece < plan.attentionPieces; piece++) {
            PlannedContext held = context.slice(piece, plan.attentionPieces);
            float[] rows = ContextRows.attention(attention, plan.heads, context, window, piece, plan.attentionPieces);
            int block = pair * pieces + part * plan.attentionPieces + piece;
            publisher.publish(Topic.ATTENTION,
                    new AttentionCaptured(experimentId, specification.toJson(), block,
                            plan.contexts * plan.layers.length * pieces, plan.layers[layer],
                            ContextRows.positions(List.of(held)),
                            Tensors.encode(rows, plan.heads, rows.length / plan.heads),
                            window == CausalMask.UNLIMITED ? null : Integer.valueOf(window)),
                    experimentId, Integer.toString(block));
        }
    }

    @Override
    public void store(String experimentId, int block, Captured result) {
        captured.store(experimentId, block, result.sums());
        runs.computedBy(experimentId, result.engine(), result.notes());
    }

    @Override
    public void afterCommit(String experimentId, boolean stageComplete) {
        if (stageComplete && captured.reduce(experimentId)) {
            work.ablateNeuronsAfter(experimentId, Stage.CAPTURE);
            work.ablateHeadsWhenReady(experimentId);
        }
    }
}
