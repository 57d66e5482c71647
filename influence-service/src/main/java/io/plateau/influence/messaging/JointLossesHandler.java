package io.plateau.influence.messaging;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.JointLossesMeasured;
import io.plateau.influence.joint.JointBlock;
import io.plateau.influence.joint.SetKey;
import io.plateau.influence.store.JointBlockRepository;
import io.plateau.runtime.block.BlockHandler;
import io.plateau.runtime.block.BlockKey;
import io.plateau.statistics.tokens.TokenGroup;

/** Keeps the joint ablations of a block. */
@ApplicationScoped
class JointLossesHandler implements BlockHandler<JointLossesMeasured, JointBlock> {
    private final JointBlockRepository blocks;
    private final CausesStage causes;

    JointLossesHandler(JointBlockRepository blocks, CausesStage causes) {
        this.blocks = blocks;
        this.causes = causes;
    }

    @Override
    public Class<JointLossesMeasured> eventType() {
        return JointLossesMeasured.class;
    }

    @Override
    public BlockKey key(JointLossesMeasured event) {
        return new BlockKey(event.getExperimentId(), Stage.JOINT_LOSSES, event.getBlock(), event.getBlocks());
    }

    @Override
    public String specification(JointLossesMeasured event) {
        return event.getSpecification();
    }

    @Override
    public JointBlock compute(JointLossesMeasured event) {
        ContextCounts.require(event.getContexts(), event.getCounts());
        int sets = event.getSets().size();
        int contexts = event.getContexts().size();
        List<SetKey> keys = event.getSets().stream()
                .map(set -> new SetKey(SetKey.Kind.valueOf(set.getKind().name()), set.getSize(), set.getControl()))
                .toList();
        return new JointBlock(keys, ContextCounts.array(event.getContexts()), ContextCounts.array(event.getCounts()),
                Tensors.decode("delta", event.getDelta(), sets, contexts, TokenGroup.COUNT),
                Tensors.decode("separate", event.getSeparate(), sets, contexts, TokenGroup.COUNT));
    }

    @Override
    public void store(JointLossesMeasured event, JointBlock block) {
        blocks.save(event.getExperimentId(), event.getBlock(), block);
    }

    @Override
    public void afterCommit(JointLossesMeasured event, boolean stageComplete) {
        if (stageComplete) {
            causes.finishWhenReady(event.getExperimentId());
        }
    }
}
