package io.plateau.routing.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.routing.patching.PatchBlock;
import io.plateau.routing.patching.PatchedActivation;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The plateau activations under patching, of the blocks of all experiments. */
@ApplicationScoped
public class PatchBlockRepository implements PanacheRepositoryBase<PatchBlockEntity, PatchBlockEntity.Key> {
    /** Inside the caller's transaction. */
    public void write(String experimentId, int block, PatchBlock result) {
        persist(PatchBlockEntity.of(experimentId, block, result));
    }

    /** Joins all blocks of an experiment: 16 bytes a pair and part, under 100 KB for 50 pairs and 100 parts. */
    public PatchedActivation join(String experimentId, boolean signed, boolean intoRare) {
        return PatchedActivation.join(inBlockOrder(experimentId), signed, intoRare);
    }

    private List<PatchBlock> inBlockOrder(String experimentId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> list("experimentId = ?1 order by block", experimentId)).stream()
                .map(PatchBlockEntity::result).toList();
    }
}
