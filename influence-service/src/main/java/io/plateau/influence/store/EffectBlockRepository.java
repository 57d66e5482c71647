package io.plateau.influence.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.influence.effects.EffectBlock;
import io.plateau.influence.effects.EffectSums;
import io.plateau.influence.effects.GroupEffects;
import io.plateau.influence.effects.NeuronProperties;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.tokens.TokenGroup;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Effects of every block, and what is known of the neurons whatever the block. */
@ApplicationScoped
public class EffectBlockRepository implements PanacheRepositoryBase<EffectBlockEntity, EffectBlockEntity.Key> {
    private static final List<String> COLUMNS = List.of("experiment_id", "neuron", "output_norm", "null_space_share",
            "logit_variance", "unigram_alignment", "mean_abs_activation");

    private final BulkWriter writer;

    EffectBlockRepository(BulkWriter writer) {
        this.writer = writer;
    }

    /**
     * Inside the caller's transaction.
     *
     * @param sums null where the model has no effects
     * @param properties null of all blocks but the first
     */
    public void save(String experimentId, int block, EffectBlock sums, NeuronProperties properties) {
        if (sums != null) {
            persist(EffectBlockEntity.of(experimentId, block, sums));
        }
        if (properties != null) {
            writer.write("neuron_property", COLUMNS, IntStream.range(0, properties.outputNorm().length)
                    .mapToObj(n -> new Object[]{experimentId, n, properties.outputNorm()[n],
                            properties.nullSpaceShare()[n], properties.logitVariance()[n],
                            properties.unigramAlignment()[n], properties.absoluteActivation()[n]}));
        }
    }

    /** All blocks reduced in block order, rare before common, one block held at a time; empty where the model has no effects. */
    public List<GroupEffects> reduce(String experimentId) {
        EffectSums sums = null;
        for (int block : inBlockOrder(experimentId)) {
            EffectBlock next = QuarkusTransaction.requiringNew()
                    .call(() -> findById(new EffectBlockEntity.Key(experimentId, block))).toBlock();
            sums = sums == null ? new EffectSums(next.neurons()) : sums;
            sums.add(next);
        }
        EffectSums all = sums;
        return all == null ? List.of() : Stream.of(TokenGroup.values()).map(all::group).toList();
    }

    private List<Integer> inBlockOrder(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> getEntityManager()
                .createQuery("select block from EffectBlockEntity where experimentId = :id order by block",
                        Integer.class)
                .setParameter("id", experimentId).getResultList());
    }

    /** Empty where the model has no effects. */
    public Optional<NeuronProperties> properties(String experimentId) {
        List<double[]> rows = QuarkusTransaction.requiringNew().call(() -> getEntityManager().createNativeQuery(
                "SELECT output_norm, null_space_share, logit_variance, unigram_alignment, mean_abs_activation"
                        + " FROM neuron_property WHERE experiment_id = :id ORDER BY neuron",
                Object[].class).setParameter("id", experimentId).getResultStream()
                .map(row -> Stream.of((Object[]) row).mapToDouble(value -> ((Number) value).doubleValue()).toArray())
                .toList());
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new NeuronProperties(column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3),
                        column(rows, 4)));
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }
}
