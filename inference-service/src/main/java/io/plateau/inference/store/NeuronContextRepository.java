package io.plateau.inference.store;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.inference.ablation.AffectedPositions;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.packing.PackedArrays;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Contexts in which neurons matter, from the positions that every block has left, and tokens whose logits neurons move. */
@ApplicationScoped
public class NeuronContextRepository implements PanacheRepositoryBase<AffectedBlockEntity, AffectedBlockEntity.Key> {
    private static final List<String> CONTEXT = List.of("experiment_id", "neuron", "effect", "rank", "context",
            "position", "token_group", "loss_change", "activation", "tokens", "place");
    private static final List<String> LOGIT = List.of("experiment_id", "neuron", "direction", "rank", "token", "text",
            "logit_change");

    private final BulkWriter writer;

    NeuronContextRepository(BulkWriter writer) {
        this.writer = writer;
    }

    /**
     * A position at which ablating a neuron changes the loss.
     *
     * @param raised whether it raises it
     * @param rank from 1, the largest change first
     * @param group label of the position's group; null where it is in neither
     * @param tokens texts of the tokens around it
     * @param place which of them is at the position, from 1
     */
    public record Context(int neuron, boolean raised, int rank, int context, int position, String group, double change,
            double activation, String[] tokens, int place) {
    }

    /**
     * A token whose logit a neuron moves.
     *
     * @param up whether it raises it
     * @param rank from 1, the largest change first
     * @param text null where the tokenizer does not give the id
     * @param change logits per unit of activation, as of {@link io.plateau.inference.ablation.PromotedTokens}
     */
    public record Logit(int neuron, boolean up, int rank, int token, String text, double change) {
    }

    /** Of all blocks that are done, one held at a time. */
    public AffectedPositions affected(String experimentId, int neurons, int most) {
        AffectedPositions affected = new AffectedPositions(neurons, most);
        List<Integer> blocks = QuarkusTransaction.requiringNew().call(() -> getEntityManager().createQuery(
                "select block from AffectedBlockEntity where experimentId = :id order by block", Integer.class)
                .setParameter("id", experimentId).getResultList());
        blocks.forEach(block -> affected.offer(block, of(experimentId, block).entries()));
        return affected;
    }

    private AffectedBlockEntity of(String experimentId, int block) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> findById(new AffectedBlockEntity.Key(experimentId, block)));
    }

    /** Of the first block: N, 2, k; null where the model has no closed form. */
    @Transactional
    public int[] promotedTokens(String experimentId) {
        byte[] packed = of(experimentId, 0).promotedTokens;
        return packed == null ? null : PackedArrays.ints(packed);
    }

    /** As {@link #promotedTokens}: logits per unit of activation. */
    @Transactional
    public float[] promotedChanges(String experimentId) {
        return PackedArrays.floats(of(experimentId, 0).promotedChanges);
    }

    /** Within the caller's transaction. */
    public void save(String experimentId, Stream<Context> contexts, Stream<Logit> logits) {
        writer.write("neuron_context", CONTEXT, contexts.map(c -> new Object[]{experimentId, c.neuron,
                c.raised ? "raised" : "lowered", c.rank, c.context, c.position, c.group, c.change, c.activation,
                c.tokens, c.place}));
        writer.write("neuron_logit", LOGIT, logits.map(l -> new Object[]{experimentId, l.neuron,
                l.up ? "up" : "down", l.rank, l.token, l.text, l.change}));
    }
}
