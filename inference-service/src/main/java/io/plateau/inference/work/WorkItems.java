package io.plateau.inference.work;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.inference.planning.Block;
import io.plateau.inference.pool.Pools;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauEntity;
import io.plateau.inference.store.PlateauRepository;
import io.plateau.inference.store.PublishedWorkRepository;
import io.plateau.inference.store.RefinementRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Publishes the blocks of a stage as work for the workers of the model's pool: the first few at once, further ones when a
 * block is done. An experiment behind a large one thus waits for those few, not for all. Publishing a block twice is harmless,
 * for the ledger does it once.
 */
@ApplicationScoped
public class WorkItems {
    private static final List<Stage> TO_ABLATION = List.of(Stage.CAPTURE, Stage.FIND_CONSTANTS, Stage.SCREEN_NEURONS,
            Stage.ABLATE_NEURONS);

    private final EventPublisher publisher;
    private final BlockRunner runner;
    private final PlanRepository plans;
    private final PlateauRepository plateaus;
    private final RefinementRepository refinements;
    private final HeadPlans heads;
    private final PatchPlans patches;
    private final SetPlans sets;
    private final PublishedWorkRepository published;
    private final ExperimentRepository experiments;
    private final Pools pools;
    private final WorkAhead ahead;

    WorkItems(EventPublisher publisher, BlockRunner runner, PlanRepository plans, PlateauRepository plateaus,
            RefinementRepository refinements, HeadPlans heads, PatchPlans patches, SetPlans sets,
            PublishedWorkRepository published,
            ExperimentRepository experiments, Pools pools, WorkAhead ahead) {
        this.publisher = publisher;
        this.runner = runner;
        this.plans = plans;
        this.plateaus = plateaus;
        this.refinements = refinements;
        this.heads = heads;
        this.patches = patches;
        this.sets = sets;
        this.published = published;
        this.experiments = experiments;
        this.pools = pools;
        this.ahead = ahead;
    }

    public void plan(String experimentId) {
        publish(Topic.PLANNING, Topic.DEFAULT_POOL, new InferenceWork(experimentId, InferenceStage.PLAN, 0, 1));
    }

    public void capture(String experimentId) {
        publish(experimentId, InferenceStage.CAPTURE, plans.get(experimentId).blocks);
    }

    public void captureWeights(String experimentId, int blocks) {
        publish(experimentId, InferenceStage.CAPTURE_WEIGHTS, blocks);
    }

    /**
     * The next stage on the way to the ablation of neurons: their constants and their screening, where the experiment has these. Of
     * the ablation the pilot block alone: {@link #following} it come the others, which use the series that it chose.
     */
    public void ablateNeuronsAfter(String experimentId, Stage done) {
        PlanEntity plan = plans.get(experimentId);
        List<Stage> way = TO_ABLATION.stream().filter(plan.stageList()::contains).toList();
        Stage next = way.get(way.indexOf(done) + 1);
        if (next.equals(Stage.ABLATE_NEURONS)) {
            publish(experimentId, InferenceStage.ABLATE_NEURONS, PublishedWorkRepository.BEGIN, plan.blocks, 1);
        } else {
            publish(experimentId, next.equals(Stage.FIND_CONSTANTS)
                    ? InferenceStage.FIND_CONSTANTS
                    : InferenceStage.SCREEN_NEURONS, plan.blocks);
        }
    }

    /** Over all blocks, or over one that does nothing where no neuron is to be computed again. */
    public void refineNeurons(String experimentId) {
        publish(experimentId, InferenceStage.REFINE_NEURONS, refinementBlocks(experimentId));
    }

    public int refinementBlocks(String experimentId) {
        return refinements.neurons(experimentId).length == 0 ? 1 : plans.get(experimentId).blocks;
    }

    /** Joins two inputs, the plateau and the complete capture: called when either arrives; the later call finds both. */
    public void ablateHeadsWhenReady(String experimentId) {
        Optional<PlateauEntity> plateau = plateaus.of(experimentId);
        if (plateau.isPresent() && runner.stageComplete(experimentId, Stage.CAPTURE)) {
            List<Block> blocks = heads.of(experimentId, plateau.get()).blocks();
            publish(experimentId, InferenceStage.ABLATE_HEADS, blocks.size());
        }
    }

    /** Patching, where the experiment has it, needs the plateau alone. */
    public void patchHeads(String experimentId) {
        if (plans.get(experimentId).stageList().contains(Stage.PATCH_HEADS)) {
            plateaus.of(experimentId).ifPresent(plateau -> publish(experimentId, InferenceStage.PATCH_HEADS,
                    patches.of(experimentId, plateau).blocks().size()));
        }
    }

    /** Joint ablations, where the experiment has them, need the plateau and its ranking. */
    public void ablateSets(String experimentId) {
        if (plans.get(experimentId).stageList().contains(Stage.ABLATE_SETS)) {
            plateaus.of(experimentId).ifPresent(plateau -> publish(experimentId, InferenceStage.ABLATE_SETS,
                    sets.of(experimentId, plateau).blocks()));
        }
    }

    /** After a block is done, on every delivery: what a crash kept from being published is published by the redelivered block. */
    public void following(InferenceWork done) {
        if (done.getStage() != InferenceStage.PLAN) {
            publish(done.getExperimentId(), done.getStage(), done.getBlock(), done.getBlocks(),
                    ahead.of(pool(done.getExperimentId())));
        }
    }

    private void publish(String experimentId, InferenceStage stage, int blocks) {
        publish(experimentId, stage, PublishedWorkRepository.BEGIN, blocks, ahead.of(pool(experimentId)));
    }

    private void publish(String experimentId, InferenceStage stage, int cause, int blocks, int most) {
        String pool = pool(experimentId);
        int[] blocksToPublish = QuarkusTransaction.requiringNew()
                .call(() -> published.claim(experimentId, Stage.of(stage), cause, pool, blocks, most).toArray());
        for (int block : blocksToPublish) {
            if (!runner.isDone(new BlockKey(experimentId, Stage.of(stage), block, blocks))) {
                publish(Topic.INFERENCE_WORK, pool, new InferenceWork(experimentId, stage, block, blocks));
            }
        }
        if (blocksToPublish.length > 0) {
            QuarkusTransaction.requiringNew().run(() -> published.published(experimentId, Stage.of(stage), cause));
        }
    }

    private String pool(String experimentId) {
        return pools.of(experiments.specification(experimentId).model());
    }

    private void publish(Topic topic, String pool, InferenceWork work) {
        publisher.publish(topic, pool, work, work.getExperimentId(),
                Stage.of(work.getStage()).label() + "/" + work.getBlock());
    }
}
