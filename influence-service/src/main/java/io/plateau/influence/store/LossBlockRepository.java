package io.plateau.influence.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.UnprocessableException;
import io.plateau.influence.losses.ContextSums;
import io.plateau.influence.losses.LossBlock;
import io.plateau.influence.precision.ErrorSums;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The partial sums of every block. */
@ApplicationScoped
public class LossBlockRepository implements PanacheRepositoryBase<LossBlockEntity, LossBlockEntity.Key> {

    /**
     * Writes a block of all neurons inside the caller's transaction.
     *
     * @param errors of its loss changes; null where they are exact
     * @throws UnprocessableException when an earlier block has another number of neurons
     */
    public void save(String experimentId, int block, LossBlock sums, ErrorSums errors) {
        requireSameNeurons(experimentId, false, block, sums);
        persist(LossBlockEntity.of(experimentId, block, null, sums, errors));
    }

    /**
     * Writes a block of neurons that were computed again, inside the caller's transaction.
     *
     * @param neurons which they are
     * @throws UnprocessableException when an earlier block has another number of neurons
     */
    public void saveRefined(String experimentId, int block, int[] neurons, LossBlock sums) {
        requireSameNeurons(experimentId, true, block, sums);
        persist(LossBlockEntity.of(experimentId, block, neurons, sums, null));
    }

    private void requireSameNeurons(String experimentId, boolean refined, int block, LossBlock sums) {
        List<Extent> earlier = getEntityManager()
                .createQuery("select block, neurons from LossBlockEntity where experimentId = :id"
                        + " and refined = :refined order by block", Extent.class)
                .setParameter("id", experimentId).setParameter("refined", refined).setMaxResults(1).getResultList();
        if (!earlier.isEmpty() && earlier.get(0).neurons() != sums.neurons()) {
            throw new UnprocessableException("block " + block + " of the loss changes has " + sums.neurons()
                    + " neurons, block " + earlier.get(0).block() + " has " + earlier.get(0).neurons()
                    + "; all blocks of an experiment must have the same");
        }
    }

    /**
     * All blocks reduced in block order, with the sums of neurons that were computed again in place of their first; one
     * block is held at a time.
     */
    public ContextSums reduce(String experimentId) {
        ContextSums sums = sums(experimentId, false).orElseThrow(() -> new IllegalStateException(
                "experiment " + experimentId + " has no block of loss changes here"));
        sums(experimentId, true).ifPresent(again -> sums.replace(
                row(experimentId, true, inBlockOrder(experimentId, true).get(0)).chosen, again));
        return sums;
    }

    private Optional<ContextSums> sums(String experimentId, boolean refined) {
        ContextSums sums = null;
        for (int block : inBlockOrder(experimentId, refined)) {
            LossBlock next = row(experimentId, refined, block).toBlock();
            sums = sums == null ? new ContextSums(next.neurons()) : sums;
            sums.add(next);
        }
        return Optional.ofNullable(sums);
    }

    /** What samples say of the errors of all blocks, reduced in block order; null where all are exact. */
    public ErrorSums errors(String experimentId) {
        return inBlockOrder(experimentId, false).stream().map(block -> row(experimentId, false, block).toErrors())
                .filter(Objects::nonNull).reduce(ErrorSums::plus).orElse(null);
    }

    private LossBlockEntity row(String experimentId, boolean refined, int block) {
        return QuarkusTransaction.requiringNew()
                .call(() -> findById(new LossBlockEntity.Key(experimentId, refined, block)));
    }

    private List<Integer> inBlockOrder(String experimentId, boolean refined) {
        return QuarkusTransaction.requiringNew().call(() -> getEntityManager().createQuery(
                "select block from LossBlockEntity where experimentId = :id and refined = :refined order by block",
                Integer.class).setParameter("id", experimentId).setParameter("refined", refined).getResultList());
    }

    /** What a block is compared by, read without its sums. */
    private record Extent(int block, int neurons) {
    }
}
