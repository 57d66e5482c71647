package io.plateau.report;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A real PostgreSQL whose schema {@code results} has the columns of the services' views, filled with made-up numbers: completed
 * experiments {@code done} and {@code empty}, without a plateau, of tiny-neox and one failed experiment {@code broken} of tiny-gpt2.
 */
final class ResultsDatabase implements AutoCloseable {

    private static final String PAPER = """
            INSERT INTO results.paper_verdicts VALUES
                ('dual regimes', 'supported', 'Rare tokens need a plateau of neurons beyond the power law.'),
                ('clustering', 'not supported', 'Plateau neurons form no modules.'),
                ('routing', 'not supported', 'No head routes rare tokens to the plateau.');
            INSERT INTO results.paper_regimes VALUES ('common', 1.84, 0.12, 0.94, 0.95, NULL, NULL),
                ('rare', NULL, NULL, NULL, NULL, 15, 20);
            INSERT INTO results.paper_table_1 VALUES
                ('Pythia-410M', 'Plateau (Excitatory)', 0.05, 0.04, 1.8, 0.5, 0.67),
                ('Pythia-410M', 'Plateau (Inhibitory)', 0.03, 0.05, 1.9, 0.6, 0.84),
                ('Pythia-410M', 'Random Control', 0.04, 0.04, 1.9, 0.4, NULL),
                ('GPT-2 XL', 'Plateau (Excitatory)', 0.11, 0.06, 2.3, 0.7, 0.42),
                ('GPT-2 XL', 'Plateau (Inhibitory)', 0.07, 0.05, 2.1, 0.5, 0.73),
                ('GPT-2 XL', 'Random Control', 0.09, 0.05, 2.2, 0.6, NULL);
            INSERT INTO results.paper_table_2 VALUES
                ('Pythia-410M', 'Single Head (max impact)', -7.8, 2.3, 0.29, 0.03),
                ('Pythia-410M', 'Random Head (baseline)', -7.1, 2.9, 0.26, 0.04),
                ('Pythia-410M', 'All Heads', -42.1, 5.2, 1.74, 0.001),
                ('Pythia-410M', 'Control (non-attention)', -1.3, 1.6, 0.05, 0.71),
                ('GPT-2-XL', 'All Heads', -45.3, 4.7, 1.82, 0.001);
            INSERT INTO results.paper_attention VALUES (0.34, 0.05, 0.32, 0.04, 0.43, 0.89, 0.07);
            """;

    /** Influences: flat to rank 18, exponent 1.3, then an exponential drop; small ripples so that points scatter. */
    private static final String MEASURED = """
            INSERT INTO results.experiments VALUES
                ('done', 'tiny-neox', 'demo', 'COMPLETED', NULL, '{"model":"tiny-neox","seed":1,"threshold":0.10}',
                 '{"engine":"PyTorch"}', '2026-01-01T10:00:00Z', '2026-01-01T10:00:53.5Z', NULL),
                ('empty', 'tiny-neox', 'demo', 'COMPLETED', NULL, '{"model":"tiny-neox"}', NULL, '2026-01-01T10:00:00Z',
                 '2026-01-01T10:00:53.5Z', 'tokens.count asks for 98 contexts, the corpus gives 61'),
                ('broken', 'tiny-gpt2', 'demo', 'FAILED', 'the corpus has 12 tokens; 512 are needed', '{"model":"tiny-gpt2"}',
                 NULL, '2026-01-01T10:00:00Z', '2026-01-01T10:00:02Z', NULL);
            INSERT INTO results.verdicts VALUES
                ('done', 'tiny-neox', 'routing', 'not supported', 'difference of head impact', 0.0213, 0.31,
                 'paired t-test, Bonferroni', 'No head stands out.', 'flat'),
                ('done', 'tiny-neox', 'dual regimes', 'supported', 'excess log-influence', 0.634, 0.000999,
                 'randomisation within contexts', 'Rare tokens have a plateau, common ones do not.', 'flat'),
                ('done', 'tiny-neox', 'clustering', 'not testable', 'signed modularity', NULL, NULL, 'permutation',
                 'Both groups are too small, "by far".', 'flat'),
                ('empty', 'tiny-neox', 'routing', 'not supported', 'difference of head impact', 0.011, 0.57,
                 'paired t-test, Bonferroni', 'No head is seen to route.', 'top-k');
            INSERT INTO results.figure_1
            SELECT 'done', 'tiny-neox', g, r, r, i, exp(-4.2 - 1.5 * ln(r)), ln(i) + 4.2 + 1.5 * ln(r),
                   CASE WHEN g = 'rare' AND r <= 18 THEN 'plateau' WHEN r > 700 THEN 'rapid decay' ELSE 'power law' END,
                   'excitatory', i / 1.3, i * 1.3, CASE WHEN r < 600 THEN i / 1.1 ELSE -i END
            FROM (SELECT g, r, exp(-3.5 - (CASE g WHEN 'rare' THEN 1.3 ELSE 1.45 END)
                             * ln(CASE WHEN g = 'rare' AND r < 18 THEN 17 + r / 18.0 ELSE r END)
                             - (CASE WHEN r > 700 THEN (r - 700) / 110.0 ELSE 0 END) - 0.02 * (r % 3)) AS i
                  FROM generate_series(1, 1024) AS r, (VALUES ('rare'), ('common')) AS groups (g)) AS curve;
            INSERT INTO results.regimes VALUES
                ('done', 'tiny-neox', 'rare', 1024, 0, 1.502, 1.41, 1.589, -4.2, 0.931, 0.91, 0.95, 0.412, 3, 18, 700, 1.31,
                 'flat', 18, 14, 23, NULL, 'flat: 18 ranks before the breakpoint'),
                ('done', 'tiny-neox', 'common', 1022, 2, 1.48, 1.4, 1.55, -4.25, 0.951, 0.94, 0.96, 0.61, 2, 700, NULL, 1.45,
                 'none', 0, 0, 3, NULL, 'empty: no breakpoint before a tenth of the ranks'),
                ('empty', 'tiny-neox', 'rare', 1024, 0, 1.502, 1.41, 1.589, -4.2, 0.931, 0.91, 0.95, 0.412, 1, NULL, NULL, 1.5,
                 'none', 0, 0, 3, NULL, 'empty: the head does not stand above the power law');
            UPDATE results.regimes SET ranks = 'above-noise', noise_floor = 620, ranks_fitted = 620, kappa_corrected = 1.53,
                kappa_percentile_low = 1.38, kappa_percentile_high = 1.49,
                noise_statement = '620 of 1024 neurons differ from noise at a false discovery rate of 5 %'
                WHERE experiment_id = 'done' AND token_group = 'rare';
            INSERT INTO results.table_1 VALUES
                ('done', 'tiny-neox', 'Random Control', 12, 0, 0.041, 0.038, 1.93, 0.42, NULL, NULL, NULL, NULL, NULL),
                ('done', 'tiny-neox', 'Plateau (Excitatory)', 12, 2, 0.0512345678901234, 0.04, 1.8, 0.5, 0.67, 0.9, 1, 0.21,
                 NULL),
                ('done', 'tiny-neox', 'Plateau (Inhibitory)', 3, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 'the group has 3 neurons; 4 are needed');
            INSERT INTO results.table_1 (experiment_id, model, neuron_group, neurons, filled, signed_modularity, plateau_rule)
                VALUES ('empty', 'tiny-neox', 'Plateau (Excitatory)', 12, 0, 0.05, 'top-k');
            INSERT INTO results.layer_graphs (experiment_id, model, neurons, edges, signed_modularity, communities,
                concentration, concentration_expected, p_concentration, plateau_rule)
                VALUES ('empty', 'tiny-neox', 1024, 60460, 0.64, 3, 0.36, 0.35, 0.4, 'top-k');
            INSERT INTO results.table_2 VALUES
                ('empty', 'tiny-neox', 'All Heads', 'layer 4', -42.06, 5.2, 1.744, 0.00001, 0.000002, NULL, 0.00001),
                ('done', 'tiny-neox', 'All Heads', 'layer 4', -42.06, 5.2, 1.744, 0.00001, 0.000002, NULL, 0.00001),
                ('done', 'tiny-neox', 'Single Head (max impact)', 'layer 4 head 2', -7.84, 2.3, 0.29, 0.0312, 0.0078, NULL, 0.0104),
                ('done', 'tiny-neox', 'Single Head (naive max)', 'layer 4 head 2', -8.1, 2.4, 0.3, 0.02, 0.005, NULL, 0.01),
                ('done', 'tiny-neox', 'Control (non-attention)', 'gains, weights', -0.02, 0.04, -0.001, 0.71, 0.71, NULL, 0.71),
                ('done', 'tiny-neox', 'Random Head (baseline)', NULL, NULL, NULL, NULL, NULL, NULL,
                 'the layer range has one head', NULL);
            INSERT INTO results.attention VALUES ('done', 'tiny-neox', 0.352, 0.05, 0.349, 0.04, 0.6, 0.913, 0.07, 8,
                'one head sees a single key', 0.42);
            INSERT INTO results.tail_fits VALUES
                ('done', 'tiny-neox', 'rare', 104, 0.0003, 2.856, 0.182, 0.05, 0.95, true, 1.67, 2.4, false, 1.76, 1.5, true,
                 NULL),
                ('done', 'tiny-neox', 'common', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 '12 influences are above zero; 50 are needed');
            INSERT INTO results.tail_tests VALUES ('done', 'rare', 'lognormal', -4.2, 'lognormal'),
                ('done', 'rare', 'exponential', 22.7, 'power law');
            INSERT INTO results.control_modularities
            SELECT 'done', 'tiny-neox', 'Plateau (Excitatory)', i, 0.01 * (i % 11), 0.2, 2, 0.03, 0.0512
            FROM generate_series(1, 100) AS i;
            INSERT INTO results.layer_graphs VALUES
                ('done', 'tiny-neox', 1024, 1000, 60460, 12000, 0, 5.5, 100, 0.6, 0.642, 0.3, 3, 18, 0.64, 0.35, 0.000999,
                 NULL);
            INSERT INTO results.communities VALUES
                ('done', 'tiny-neox', 'layer', NULL, NULL, 0, 500, 14, 8.8, 0.01, 0.03, NULL),
                ('done', 'tiny-neox', 'layer', NULL, NULL, 1, 520, 4, 9.1, 0.99, 1, NULL),
                ('done', 'tiny-neox', 'set', 'Excitatory', 0, 0, 12, 10, NULL, NULL, NULL,
                 'enrichment is tested in the layer''s graph only'),
                ('done', 'tiny-neox', 'set', 'Excitatory', 7, 0, 12, 1, NULL, NULL, NULL,
                 'enrichment is tested in the layer''s graph only');
            INSERT INTO results.dimensionality VALUES
                ('done', 'tiny-neox', 'Plateau (Excitatory)', 12, 12, 11, 0.9167, 100, 0.93, 0.03, 0.16, 0.32, NULL),
                ('done', 'tiny-neox', 'Plateau (Inhibitory)', 3, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL,
                 'no activation varies');
            INSERT INTO results.weight_spectra_tests VALUES
                ('done', 'tiny-neox', 'Plateau (Excitatory)', 'input', 'hill exponent', 1.39, 100, 2.17, 0.32, 0.02, 0.04,
                 NULL),
                ('done', 'tiny-neox', 'Plateau (Excitatory)', 'output', 'stable rank', 5.1, 100, 5.2, 0.3, 0.9, 1, NULL);
            INSERT INTO results.heads
            SELECT 'done', 'tiny-neox', 3 + h / 4, h % 4, 0.35, 0.34, 0.01, 0.3, 0.6, 0.9, 0.002 * h, 0.001 * h, 0.1 * h, 0.2,
                   0.1, 0.05, 0.4, 0.4, CASE h WHEN 7 THEN 0.04 ELSE 0.4 END, NULL
            FROM generate_series(0, 7) AS h;
            INSERT INTO results.attention_profiles
            SELECT 'done', 'tiny-neox', 3, h, g, o, (1 + 0.1 * h) * exp(-o / 4.0) / 5
            FROM generate_series(0, 3) AS h, generate_series(0, 15) AS o, (VALUES ('rare'), ('common')) AS groups (g);
            INSERT INTO results.patching VALUES
                ('done', 'tiny-neox', 'head', 4, 2, 50, 98, 0.11, 0.01, 0.0231, 0.05, 0.21, 0.05, 0.4, 0.46, 0.002, 0.016,
                 0.016, NULL, 'attention.patchingPairs asks for 60 pairs, the contexts form 50'),
                ('done', 'tiny-neox', 'head', 4, 1, 50, 98, 0.11, 0.01, 0.001, 0.05, 0.01, -0.1, 0.1, 0.02, 0.8, 1, 0.8, NULL, NULL),
                ('done', 'tiny-neox', 'layer', 4, NULL, 1, 2, 0.11, NULL, 0.02, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                 NULL, 'one pair has no spread', NULL);
            INSERT INTO results.neuron_influences
            SELECT 'done', g, n, n + 1, CASE WHEN n < 18 THEN 'plateau' END
            FROM generate_series(0, 199) AS n, (VALUES ('rare'), ('common')) AS groups (g);
            INSERT INTO results.neuron_effects (experiment_id, model, token_group, neuron, total, direct, norm_mediated,
                frequency_mediated, role)
            SELECT 'done', 'tiny-neox', g, n, 0.01 / (n + 1), 0.006 / (n + 1), 0.004 / (n + 1), -0.002 / (n + 1),
                   (ARRAY['confidence', 'prediction', 'suppression', 'mixed', 'prediction'])[1 + n % 5]
            FROM generate_series(0, 199) AS n, (VALUES ('rare'), ('common')) AS groups (g);
            INSERT INTO results.role_enrichment VALUES
                ('done', 'tiny-neox', 'rare', 'confidence', 4, 18, 40, 200, 3.52, 0.53, 0.5, 1),
                ('done', 'tiny-neox', 'rare', 'prediction', 14, 18, 80, 200, 7.1, 0.0007, 0.001, 0.004),
                ('done', 'tiny-neox', 'common', 'prediction', 9, 18, 80, 200, 7.1, 0.2, 0.3, 1);
            INSERT INTO results.dose_response
            SELECT 'done', 'tiny-neox', g, s, s = 18, 0.01 * s * f, 0.008 * s * f, 0.012 * s * f, 0.001 * s, NULL, NULL, 100,
                   0.001 * s, 0.0005 * s, 0.002 * s, 0.005 * s, 0.0001 * s, -0.001 * s, 0.001 * s, 0.0099
            FROM unnest(ARRAY[1, 10, 18]) AS s, (VALUES ('rare', 1.0), ('common', 0.5)) AS groups (g, f);
            INSERT INTO results.sufficiency VALUES ('done', 'tiny-neox', 'rare', 0, 2.5, 2, 3, 1, false),
                ('done', 'tiny-neox', 'rare', 50, 0.1, 0.05, 0.15, 0.04, true),
                ('done', 'tiny-neox', 'rare', 100, 0.05, 0.02, 0.1, 0.02, true);
            GRANT SELECT ON ALL TABLES IN SCHEMA results TO analyst;
            """;

    private final EmbeddedPostgres server;

    private ResultsDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static ResultsDatabase start() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        try (Connection owner = server.getPostgresDatabase().getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute(ResultsTables.SCHEMA + PAPER + MEASURED);
        } catch (SQLException e) {
            server.close();
            throw e;
        }
        return new ResultsDatabase(server);
    }

    /** A connection of the role that the report really uses. */
    Connection analyst() throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("analyst", "postgres"));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
