package io.plateau.routing.store;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.routing.attention.HeadAttention;
import io.plateau.routing.profile.OffsetProfile;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.tokens.TokenGroup;

/** Attention profiles, one row per offset that some row of the group sees: too many to be entities. */
@ApplicationScoped
public class AttentionProfileRepository {
    private static final List<String> COLUMNS = List.of("experiment_id", "model", "layer", "head", "token_group",
            "relative_offset", "weight", "attention_rows");

    private final BulkWriter writer;

    AttentionProfileRepository(BulkWriter writer) {
        this.writer = writer;
    }

    /** Inside the caller's transaction. */
    void write(String experimentId, String model, List<HeadAttention> heads) {
        writer.write("attention_profile", COLUMNS,
                heads.stream().flatMap(head -> Stream.concat(
                        rows(experimentId, model, head, TokenGroup.RARE, head.rare()),
                        rows(experimentId, model, head, TokenGroup.COMMON, head.common()))));
    }

    private static Stream<Object[]> rows(String experimentId, String model, HeadAttention head, TokenGroup group,
            OffsetProfile profile) {
        return IntStream.range(0, profile.offsets()).filter(profile::sees)
                .mapToObj(offset -> new Object[]{experimentId, model, head.layer(), head.head(), group.label(), offset,
                        profile.mean(offset), profile.rows(offset)});
    }
}
