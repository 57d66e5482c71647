package io.plateau.routing.store;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.routing.attention.AttentionReduction;
import io.plateau.routing.attention.AttentionSummary;
import io.plateau.routing.attention.AttentionSums;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The attention sums of the blocks of all experiments. */
@ApplicationScoped
public class AttentionBlockRepository implements PanacheRepositoryBase<AttentionBlockEntity, AttentionBlockEntity.Key> {
    /** A block is up to a few hundred KiB (25 heads, 64 offsets: 26 KB); so many at once stay small. */
    private static final int PAGE = 32;

    /** Inside the caller's transaction. */
    public void write(String experimentId, int block, int layer, Integer context, AttentionSums sums) {
        persist(AttentionBlockEntity.of(experimentId, block, layer, context, sums));
    }

    /** Reduces all blocks of an experiment in block order, a page at a time. */
    public AttentionSummary reduce(String experimentId) {
        AttentionReduction reduction = new AttentionReduction();
        int last = -1;
        for (List<AttentionBlockEntity> page = inBlockOrder(experimentId, last); !page
                .isEmpty(); page = inBlockOrder(experimentId, last)) {
            page.forEach(block -> reduction.add(block.layer, block.context, block.sums()));
            last = page.stream().mapToInt(block -> block.block).max().getAsInt();
        }
        return reduction.summarise();
    }

    /** The next page of blocks after one. */
    private List<AttentionBlockEntity> inBlockOrder(String experimentId, int block) {
        return QuarkusTransaction.requiringNew()
                .call(() -> find("experimentId = ?1 and block > ?2 order by block", experimentId, block).page(0, PAGE)
                        .list());
    }
}
