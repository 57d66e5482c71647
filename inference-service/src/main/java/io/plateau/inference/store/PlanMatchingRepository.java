package io.plateau.inference.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.plateau.inference.planning.MatchedPair;
import io.plateau.inference.planning.Matching;
import io.plateau.runtime.store.BulkWriter;

/** How rare and common token types were paired, for queries. */
@ApplicationScoped
public class PlanMatchingRepository {
    private static final List<String> PAIR = List.of("experiment_id", "rare_token", "common_token", "rare_text",
            "common_text", "tag", "occurrences", "cost", "length_difference", "rare_third", "common_third",
            "rare_role", "common_role");

    private final AgroalDataSource database;
    private final BulkWriter writer;

    PlanMatchingRepository(AgroalDataSource database, BulkWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Within the caller's transaction, after the plan. */
    public void store(String experimentId, Matching matching) {
        writer.write("plan_matching", List.of("experiment_id", "rare_types", "common_types", "parsed"),
                Stream.<Object[]>of(new Object[]{experimentId, matching.rareTypes(), matching.commonTypes(),
                        matching.parsed()}));
        writer.write("plan_matched_pair", PAIR, matching.pairs().stream().map(pair -> row(experimentId, pair)));
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

    private static Object[] row(String experimentId, MatchedPair pair) {
        return new Object[]{experimentId, pair.rare().token(), pair.common().token(),
                text(pair.rare().occurrences().get(0).text()), text(pair.common().occurrences().get(0).text()),
                pair.rare().tag(), pair.occurrences(), pair.cost(), pair.rare().length() - pair.common().length(),
                pair.rare().third(), pair.common().third(), pair.rare().role(), pair.common().role()};
    }

    /** PostgreSQL's text holds every character but this one. */
    private static String text(String token) {
        return token.replace('\0', '\uFFFD');
    }
}
