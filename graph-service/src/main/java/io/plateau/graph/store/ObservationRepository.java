package io.plateau.graph.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.UnprocessableException;
import io.plateau.graph.correlation.Observations;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.packing.PackedArrays;

/** The observations of each experiment, block by block; by JDBC, as a block is megabytes of floats. */
@ApplicationScoped
public class ObservationRepository {
    private final AgroalDataSource database;
    private final BulkWriter writer;

    ObservationRepository(AgroalDataSource database, BulkWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /**
     * All observations of an experiment together.
     *
     * @param count how many observations
     * @param contexts how many contexts they come from
     * @param layer neurons of the layer, N
     */
    public record Extent(int count, int contexts, int layer) {
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, int block, ObservationBlock observations) {
        writer.write("observation_block", List.of("experiment_id", "block", "layer", "contexts", "activations"),
                Stream.<Object[]>of(new Object[]{experimentId, block, observations.layer(), observations.contexts(),
                        PackedArrays.floats(observations.activations())}));
    }

    /** @throws UnprocessableException when the blocks disagree on the layer's width, or there are none */
    @Transactional
    public Extent extent(String experimentId) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT coalesce(sum(cardinality(contexts)), 0),"
                        + " min(layer), max(layer), (SELECT count(DISTINCT c) FROM observation_block, unnest(contexts) c"
                        + " WHERE experiment_id = ?) FROM observation_block WHERE experiment_id = ?")) {
            query.setString(1, experimentId);
            query.setString(2, experimentId);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                int narrowest = row.getInt(2);
                int widest = row.getInt(3);
                if (narrowest != widest) {
                    throw new UnprocessableException(
                            "the blocks of activations disagree on the number of neurons: from "
                                    + narrowest + " to " + widest + "; every block must have the same");
                }
                if (widest == 0) {
                    throw new UnprocessableException("experiment " + experimentId + " has no activations here");
                }
                return new Extent(row.getInt(1), row.getInt(4), widest);
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /**
     * Activations of some neurons at all observations, in block order: one block at a time is in memory besides.
     *
     * @param neurons ascending
     */
    @Transactional
    public Observations read(String experimentId, Extent extent, int[] neurons) {
        int[] contexts = new int[extent.count()];
        float[][] activations = new float[neurons.length][extent.count()];
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT contexts, activations FROM observation_block WHERE experiment_id = ? ORDER BY block")) {
            query.setString(1, experimentId);
            query.setFetchSize(1);
            int filled = 0;
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Integer[] block = (Integer[]) rows.getArray(1).getArray();
                    float[] values = PackedArrays.floats(rows.getBytes(2));
                    for (int p = 0; p < block.length; p++, filled++) {
                        contexts[filled] = block[p];
                        for (int i = 0; i < neurons.length; i++) {
                            activations[i][filled] = values[p * extent.layer() + neurons[i]];
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        return new Observations(contexts, neurons, activations);
    }
}
