package io.plateau.inference.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.plateau.inference.planning.MatchedPair;
import io.plateau.inference.planning.Matching;

/** How rare and common token types were paired, for whoever queries. */
@ApplicationScoped
public class PlanMatchings {
    private final AgroalDataSource database;

    PlanMatchings(AgroalDataSource database) {
        this.database = database;
    }

    /** Within the caller's transaction, after the plan. */
    public void store(String experimentId, Matching matching) {
        try (Connection connection = database.getConnection();
                PreparedStatement types = connection.prepareStatement("INSERT INTO plan_matching VALUES (?, ?, ?, ?)");
                PreparedStatement pairs = connection.prepareStatement("INSERT INTO plan_matched_pair VALUES"
                        + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            types.setString(1, experimentId);
            types.setInt(2, matching.rareTypes());
            types.setInt(3, matching.commonTypes());
            types.setBoolean(4, matching.parsed());
            types.executeUpdate();
            for (MatchedPair pair : matching.pairs()) {
                add(pairs, experimentId, pair);
            }
            pairs.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("the matching of experiment " + experimentId + " could not be stored", e);
        }
    }

    /** Rare token → common token; empty where the grouping is not matched. */
    @Transactional
    public Map<Integer, Integer> partners(String experimentId) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT rare_token, common_token FROM plan_matched_pair WHERE experiment_id = ?")) {
            select.setString(1, experimentId);
            Map<Integer, Integer> partners = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    partners.put(rows.getInt(1), rows.getInt(2));
                }
            }
            return partners;
        } catch (SQLException e) {
            throw new IllegalStateException("the matching of experiment " + experimentId + " could not be read", e);
        }
    }

    private static void add(PreparedStatement insert, String experimentId, MatchedPair pair) throws SQLException {
        insert.setString(1, experimentId);
        insert.setInt(2, pair.rare().token());
        insert.setInt(3, pair.common().token());
        insert.setString(4, text(pair.rare().occurrences().get(0).text()));
        insert.setString(5, text(pair.common().occurrences().get(0).text()));
        insert.setString(6, pair.rare().tag());
        insert.setInt(7, pair.occurrences());
        insert.setInt(8, pair.cost());
        insert.setInt(9, pair.rare().length() - pair.common().length());
        insert.setInt(10, pair.rare().third());
        insert.setInt(11, pair.common().third());
        insert.setString(12, pair.rare().role());
        insert.setString(13, pair.common().role());
        insert.addBatch();
    }

    /** PostgreSQL's text holds every character but this one. */
    private static String text(String token) {
        return token.replace('\0', '\uFFFD');
    }
}
