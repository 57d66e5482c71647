package io.plateau.routing.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;
import io.plateau.routing.attention.HeadAttention;
import io.plateau.routing.profile.OffsetProfile;
import io.plateau.statistics.tokens.TokenGroup;

/** Attention profiles, one row per offset that some row of the group sees: too many for entities one by one. */
@ApplicationScoped
public class AttentionProfiles {
    private final AgroalDataSource database;

    AttentionProfiles(AgroalDataSource database) {
        this.database = database;
    }

    /** Inside the caller's transaction; a batch per head. */
    void write(String experimentId, String model, List<HeadAttention> heads) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO attention_profile (experiment_id,"
                        + " model, layer, head, token_group, relative_offset, weight, attention_rows)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, experimentId);
            insert.setString(2, model);
            for (HeadAttention head : heads) {
                insert.setInt(3, head.layer());
                insert.setInt(4, head.head());
                add(insert, TokenGroup.RARE, head.rare());
                add(insert, TokenGroup.COMMON, head.common());
                insert.executeBatch();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the attention profiles of experiment " + experimentId
                    + " could not be stored", e);
        }
    }

    private static void add(PreparedStatement insert, TokenGroup group, OffsetProfile profile) throws SQLException {
        insert.setString(5, group.label());
        for (int offset = 0; offset < profile.offsets(); offset++) {
            if (profile.sees(offset)) {
                insert.setInt(6, offset);
                insert.setDouble(7, profile.mean(offset));
                insert.setLong(8, profile.rows(offset));
                insert.addBatch();
            }
        }
    }
}
