package io.plateau.influence.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.noise.NoiseCorrectedFits;
import io.plateau.influence.regime.CurveFit;
import io.plateau.influence.uncertainty.InfluenceBand;
import io.plateau.influence.uncertainty.Interval;

/** Rows of {@code neuron}, thousands per experiment: written in batches, not entity by entity. */
final class NeuronRows {
    private static final int BATCH = 1_000;
    private static final String INSERT = """
            INSERT INTO neuron (experiment_id, token_group, neuron, mean_delta, mean_abs_delta, standard_error,
                                share_positive, influence, rank, fit, delta, regime, influence_low, influence_high,
                                influence_percentile_low, influence_percentile_high, cross_fitted)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private NeuronRows() {
    }

    static void insert(Connection connection, String experimentId, GroupRegimes group) throws SQLException {
        int[] rank = new int[group.influence().length];
        for (int r = 0; r < group.ranking().size(); r++) {
            rank[group.ranking().neurons()[r]] = r + 1;
        }
        List<Interval> band = group.corrected().map(NoiseCorrectedFits::band).orElse(List.of());
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int n = 0; n < rank.length; n++) {
                insert.setString(1, experimentId);
                insert.setString(2, group.group().label());
                insert.setInt(3, n);
                setDouble(insert, 4, group.statistics().meanDelta()[n]);
                setDouble(insert, 5, group.statistics().meanAbsolute()[n]);
                setDouble(insert, 6, group.statistics().standardError()[n]);
                setDouble(insert, 7, group.statistics().sharePositive()[n]);
                insert.setDouble(8, group.influence()[n]);
                setRank(insert, group, rank[n]);
                setBand(insert, group, band, rank[n]);
                insert.addBatch();
                if ((n + 1) % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void setRank(PreparedStatement insert, GroupRegimes group, int rank) throws SQLException {
        if (rank == 0 || group.fit().isEmpty()) {
            insert.setObject(9, rank == 0 ? null : rank, Types.INTEGER);
            insert.setNull(10, Types.DOUBLE);
            insert.setNull(11, Types.DOUBLE);
            insert.setNull(12, Types.VARCHAR);
            return;
        }
        CurveFit fit = group.fit().get();
        double line = fit.line().at(Math.log(rank));
        insert.setInt(9, rank);
        insert.setDouble(10, Math.exp(line));
        insert.setDouble(11, group.ranking().lnInfluence()[rank - 1] - line);
        insert.setString(12, group.regime(rank));
    }

    private static void setBand(PreparedStatement insert, GroupRegimes group, List<Interval> band, int rank)
            throws SQLException {
        Optional<NoiseCorrectedFits> corrected = group.corrected().filter(c -> rank > 0);
        Optional<Interval> interval = corrected.map(c -> band.get(rank - 1));
        setDouble(insert, 13, interval.map(Interval::low).orElse(Double.NaN));
        setDouble(insert, 14, interval.map(Interval::high).orElse(Double.NaN));
        Optional<InfluenceBand> percentiles = group.bootstrap().band()
                .filter(b -> rank > 0 && rank <= b.low().length);
        setDouble(insert, 15, percentiles.map(b -> b.low()[rank - 1]).orElse(Double.NaN));
        setDouble(insert, 16, percentiles.map(b -> b.high()[rank - 1]).orElse(Double.NaN));
        setDouble(insert, 17, corrected.map(c -> c.crossFitted()[rank - 1]).orElse(Double.NaN));
    }

    private static void setDouble(PreparedStatement insert, int parameter, double value) throws SQLException {
        insert.setObject(parameter, Float64.orNull(value), Types.DOUBLE);
    }
}
