package io.plateau.routing.messaging;

import java.nio.ByteBuffer;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.Positions;
import io.plateau.contracts.specification.AttentionSpecification;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.routing.attention.AttentionRows;
import io.plateau.routing.attention.AttentionSums;
import io.plateau.routing.concentration.Concentration;
import io.plateau.routing.store.AttentionBlockRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;

/** Attention rows of one context and layer become sums per head and group. */
@ApplicationScoped
public class AttentionHandler implements BlockHandler<AttentionCaptured, AttentionSums> {
    private final AttentionBlockRepository blocks;
    private final RoutingStage routing;

    AttentionHandler(AttentionBlockRepository blocks, RoutingStage routing) {
        this.blocks = blocks;
        this.routing = routing;
    }

    @Override
    public Class<AttentionCaptured> eventType() {
        return AttentionCaptured.class;
    }

    @Override
    public BlockKey key(AttentionCaptured event) {
        return new BlockKey(event.getExperimentId(), Stage.ATTENTION, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(AttentionCaptured event) {
        return event.getSpecification();
    }

    @Override
    public AttentionSums compute(AttentionCaptured event) {
        AttentionSpecification asked = ExperimentSpecification.parse(event.getSpecification()).attention();
        if (event.getLayer() < 0) {
            throw new MalformedEventException(
                    "attention block " + event.getBlock() + " is of layer " + event.getLayer() + "; layers begin at 0");
        }
        Positions where = event.getPositions();
        Integer context = context(event);
        int[] positions = where.getPosition().stream().mapToInt(Integer::intValue).toArray();
        int window = event.getWindow() == null ? AttentionRows.UNLIMITED : event.getWindow();
        String name = "attention of context " + context + ", layer " + event.getLayer();
        int rowLength = (int) Math.min(Integer.MAX_VALUE, AttentionRows.rowLength(positions, window));
        float[] weights = Tensors.decode(name, event.getAttention(), -1, rowLength);
        return AttentionSums.of(
                new AttentionRows(Tensors.shape(event.getAttention())[0], positions, bytes(where.getGroup()), weights,
                        window),
                asked.profileOffsets(), Concentration.of(asked.concentration()));
    }

    @Override
    public void store(AttentionCaptured event, AttentionSums sums) {
        blocks.write(event.getExperimentId(), event.getBlock(), event.getLayer(), context(event), sums);
    }

    @Override
    public void afterCommit(AttentionCaptured event, boolean stageComplete) {
        if (stageComplete) {
            routing.finishWhenComplete(event.getExperimentId());
        }
    }

    /** The one context of a block; null when the block has no positions. */
    private static Integer context(AttentionCaptured event) {
        List<Integer> contexts = event.getPositions().getContext();
        if (contexts.size() != event.getPositions().getPosition().size() || contexts.stream().distinct().count() > 1) {
            throw new MalformedEventException("attention block " + event.getBlock() + " names " + contexts.size()
                    + " contexts, " + contexts.stream().distinct().count() + " of them different, for "
                    + event.getPositions().getPosition().size() + " positions; all positions must be of one context");
        }
        return contexts.isEmpty() ? null : contexts.get(0);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
