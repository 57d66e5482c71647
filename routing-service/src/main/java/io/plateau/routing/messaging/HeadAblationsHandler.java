package io.plateau.routing.messaging;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.AblationTarget;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.TensorBlock;
import io.plateau.routing.impact.Ablation;
import io.plateau.routing.impact.HeadAblationBlock;
import io.plateau.routing.store.HeadAblationBlockRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;
import io.plateau.statistics.tokens.TokenGroup;

/** Plateau activations of some contexts under every ablation become their means over the plateau neurons. */
@ApplicationScoped
public class HeadAblationsHandler implements BlockHandler<HeadAblationsMeasured, HeadAblationBlock> {
    private final HeadAblationBlockRepository blocks;
    private final RoutingStage routing;

    HeadAblationsHandler(HeadAblationBlockRepository blocks, RoutingStage routing) {
        this.blocks = blocks;
        this.routing = routing;
    }

    @Override
    public Class<HeadAblationsMeasured> eventType() {
        return HeadAblationsMeasured.class;
    }

    @Override
    public BlockKey key(HeadAblationsMeasured event) {
        return new BlockKey(event.getExperimentId(), Stage.HEAD_ABLATIONS, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(HeadAblationsMeasured event) {
        return event.getSpecification();
    }

    @Override
    public int layer(HeadAblationsMeasured event) {
        return event.getLayer();
    }

    @Override
    public HeadAblationBlock compute(HeadAblationsMeasured event) {
        return HeadAblationBlock.of(event.getTargets().stream().map(HeadAblationsHandler::ablation).toList(),
                ints(event.getContexts()), ints(event.getNeurons()), ints(event.getCounts()),
                activations(event, "mean absolute", event.getMeanAbsolute()),
                activations(event, "mean signed", event.getMeanSigned()));
    }

    @Override
    public void store(HeadAblationsMeasured event, HeadAblationBlock result) {
        blocks.write(event.getExperimentId(), event.getBlock(), result);
    }

    @Override
    public void afterCommit(HeadAblationsMeasured event, boolean stageComplete) {
        if (stageComplete) {
            routing.finishWhenComplete(event.getExperimentId());
        }
    }

    /** A, K, G, M row-major. */
    private static float[] activations(HeadAblationsMeasured event, String name, TensorBlock block) {
        return Tensors.decode(name + " plateau activation of block " + event.getBlock(), block,
                event.getTargets().size(),
                event.getContexts().size(), TokenGroup.COUNT, event.getNeurons().size());
    }

    private static Ablation ablation(AblationTarget target) {
        return new Ablation(Ablation.Kind.valueOf(target.getKind().name()), target.getLayer(), target.getHead(),
                target.getDirection());
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
