package io.plateau.routing.messaging;

import java.util.List;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.MalformedEventException;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.PatchKind;
import io.plateau.contracts.event.PatchTarget;
import io.plateau.routing.patching.PatchBlock;
import io.plateau.routing.patching.PatchedPart;
import io.plateau.routing.store.PatchBlockRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;

/** Plateau activations of some pairs of contexts under every patch become their means over the plateau neurons. */
@ApplicationScoped
public class HeadPatchesHandler implements BlockHandler<HeadPatchesMeasured, PatchBlock> {
    private final PatchBlockRepository blocks;
    private final RoutingStage routing;

    HeadPatchesHandler(PatchBlockRepository blocks, RoutingStage routing) {
        this.blocks = blocks;
        this.routing = routing;
    }

    @Override
    public Class<HeadPatchesMeasured> eventType() {
        return HeadPatchesMeasured.class;
    }

    @Override
    public BlockKey key(HeadPatchesMeasured event) {
        return new BlockKey(event.getExperimentId(), Stage.HEAD_PATCHES, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(HeadPatchesMeasured event) {
        return event.getSpecification();
    }

    @Override
    public PatchBlock compute(HeadPatchesMeasured event) {
        List<PatchKind> kinds = event.getTargets().stream().map(PatchTarget::getKind).toList();
        if (kinds.size() < 2 || kinds.get(0) != PatchKind.RARE || kinds.get(1) != PatchKind.COMMON
                || kinds.lastIndexOf(PatchKind.RARE) > 0 || kinds.lastIndexOf(PatchKind.COMMON) > 1) {
            throw new MalformedEventException("block " + event.getBlock() + " of patches has the rows " + kinds
                    + "; the first two must be RARE and COMMON, and no other");
        }
        int[] contexts = event.getPairs().stream()
                .flatMapToInt(pair -> IntStream.of(pair.getRareContext(), pair.getCommonContext())).toArray();
        int[] neurons = event.getNeurons().stream().mapToInt(Integer::intValue).toArray();
        float[] activation = Tensors.decode("patched plateau activation of block " + event.getBlock(),
                event.getActivation(), kinds.size(), event.getPairs().size(), neurons.length);
        return PatchBlock.of(event.getTargets().stream().skip(2).map(HeadPatchesHandler::part).toList(), contexts,
                neurons, activation);
    }

    @Override
    public void store(HeadPatchesMeasured event, PatchBlock result) {
        blocks.write(event.getExperimentId(), event.getBlock(), result);
    }

    @Override
    public void afterCommit(HeadPatchesMeasured event, boolean stageComplete) {
        if (stageComplete) {
            routing.finishWhenComplete(event.getExperimentId());
        }
    }

    private static PatchedPart part(PatchTarget target) {
        return new PatchedPart(target.getLayer(), target.getKind() == PatchKind.LAYER ? -1 : target.getHead());
    }
}
