package io.plateau.routing.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.routing.impact.HeadAblationBlock;
import io.plateau.routing.impact.PlateauActivation;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The plateau activations under head ablations, of the blocks of all experiments. */
@ApplicationScoped
public class HeadAblationBlockRepository
        implements
            PanacheRepositoryBase<HeadAblationBlockEntity, HeadAblationBlockEntity.Key> {
    /** Inside the caller's transaction. */
    public void write(String experimentId, int block, HeadAblationBlock result) {
        persist(HeadAblationBlockEntity.of(experimentId, block, result));
    }

    /** Joins all blocks of an experiment: about 1 MB for 300 heads and 100 contexts. */
    public PlateauActivation join(String experimentId, boolean signed) {
        return PlateauActivation.join(inBlockOrder(experimentId), signed);
    }

    private List<HeadAblationBlock> inBlockOrder(String experimentId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> list("experimentId = ?1 order by block", experimentId)).stream()
                .map(HeadAblationBlockEntity::result).toList();
    }
}
