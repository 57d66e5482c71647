package io.plateau.influence.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.UnprocessableException;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.LossBlock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The partial sums of every block. */
@ApplicationScoped
public class LossBlockRepository implements PanacheRepositoryBase<LossBlockEntity, LossBlockEntity.Key> {

    /**
     * Writes a block inside the caller's transaction.
     *
     * @throws UnprocessableException when an earlier block has another number of neurons
     */
    public void save(String experimentId, int block, LossBlock sums) {
        List<Extent> earlier = getEntityManager()
                .createQuery("select block, neurons from LossBlockEntity where experimentId = :id order by block",
                        Extent.class)
                .setParameter("id", experimentId).setMaxResults(1).getResultList();
        if (!earlier.isEmpty() && earlier.get(0).neurons() != sums.neurons()) {
            throw new UnprocessableException("block " + block + " of the loss changes has " + sums.neurons()
                    + " neurons, block " + earlier.get(0).block() + " has " + earlier.get(0).neurons()
                    + "; all blocks of an experiment must have the same");
        }
        persist(LossBlockEntity.of(experimentId, block, sums));
    }

    /** All blocks reduced in block order; one block is held at a time. */
    public ContextSums reduce(String experimentId) {
        ContextSums sums = null;
        for (int block : inBlockOrder(experimentId)) {
            LossBlock next = QuarkusTransaction.requiringNew()
                    .call(() -> findById(new LossBlockEntity.Key(experimentId, block)).toBlock());
            sums = sums == null ? new ContextSums(next.neurons()) : sums;
            sums.add(next);
        }
        if (sums == null) {
            throw new IllegalStateException("experiment " + experimentId + " has no block of loss changes here");
        }
        return sums;
    }

    private List<Integer> inBlockOrder(String experimentId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> getEntityManager().createQuery(
                        "select block from LossBlockEntity where experimentId = :id order by block", Integer.class)
                        .setParameter("id", experimentId).getResultList());
    }

    /** What a block is compared by, read without its sums. */
    private record Extent(int block, int neurons) {
    }
}
