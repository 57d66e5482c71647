package io.plateau.inference.work;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.InferenceWork;
import io.plateau.inference.planning.Block;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.PlateauEntity;
import io.plateau.inference.store.PlateauRepository;
import io.plateau.runtime.block.BlockKey;
import io.plateau.runtime.block.BlockRunner;
import io.plateau.runtime.event.EventPublisher;
import io.quarkus.runtime.Startup;

/**
 * Publishes the blocks of a stage as work: the first few at once, each further one when the block that many before it is done.
 * An experiment behind a large one thus waits for those few, not for all. Publishing a block twice is harmless, for the ledger
 * does it once.
 */
@Startup // an invalid setting stops the service at its start, not at the first experiment
@ApplicationScoped
public class WorkItems {
    private final EventPublisher publisher;
    private final BlockRunner runner;
    private final PlanRepository plans;
    private final PlateauRepository plateaus;
    private final HeadPlans heads;
    private final PatchPlans patches;
    private final int ahead;

    WorkItems(EventPublisher publisher, BlockRunner runner, PlanRepository plans, PlateauRepository plateaus,
            HeadPlans heads,
            PatchPlans patches, @ConfigProperty(name = "plateau.work.ahead") int ahead) {
        this.publisher = publisher;
        this.runner = runner;
        this.plans = plans;
        this.plateaus = plateaus;
        this.heads = heads;
        this.patches = patches;
        if (ahead < 1) {
            throw new IllegalArgumentException("plateau.work.ahead is " + ahead
                    + "; at least 1 block must be published, or no work would ever begin");
        }
        this.ahead = ahead;
    }

    public void plan(String experimentId) {
        publish(experimentId, InferenceStage.PLAN, 1);
    }

    public void capture(String experimentId) {
        publish(experimentId, InferenceStage.CAPTURE, plans.get(experimentId).blocks);
    }

    public void captureWeights(String experimentId, int blocks) {
        publish(experimentId, InferenceStage.CAPTURE_WEIGHTS, blocks);
    }

    public void ablateNeurons(String experimentId) {
        publish(experimentId, InferenceStage.ABLATE_NEURONS, plans.get(experimentId).blocks);
    }

    /** Joins two inputs, the plateau and the complete capture: called when either arrives, the later one sees both. */
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

    /** After a block is done, on every delivery: what a crash kept from being published is published by the redelivered block. */
    public void following(InferenceWork done) {
        int next = done.getBlock() + ahead;
        if (next < done.getBlocks() && !runner.isDone(new BlockKey(done.getExperimentId(),
                Stage.of(done.getStage()), next, done.getBlocks()))) {
            publish(done.getExperimentId(), done.getStage(), next, done.getBlocks());
        }
    }

    private void publish(String experimentId, InferenceStage stage, int blocks) {
        for (int block = 0; block < Math.min(blocks, ahead); block++) {
            publish(experimentId, stage, block, blocks);
        }
    }

    private void publish(String experimentId, InferenceStage stage, int block, int blocks) {
        publisher.publish(stage == InferenceStage.PLAN ? Topic.PLANNING : Topic.INFERENCE_WORK,
                new InferenceWork(experimentId, stage, block, blocks), experimentId,
                Stage.of(stage).label() + "/" + block);
    }
}
