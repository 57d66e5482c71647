package io.plateau.graph.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.UnprocessableException;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.packing.PackedArrays;

/** Weight rows of each experiment, a row per neuron, so that a set is read without the rest. */
@ApplicationScoped
public class WeightRepository {
    private final AgroalDataSource database;
    private final BulkWriter writer;

    WeightRepository(AgroalDataSource database, BulkWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Weight rows of some neurons. */
    public record Rows(float[] input, float[] output) {
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, WeightBlock block) {
        int width = block.width();
        writer.write("neuron_weight", List.of("experiment_id", "neuron", "input", "output"),
                IntStream.range(0, block.rows()).mapToObj(row -> new Object[]{experimentId, block.firstNeuron() + row,
                        PackedArrays.floats(block.input(), row * width, width),
                        PackedArrays.floats(block.output(), row * width, width)}));
    }

    /** @throws UnprocessableException when a neuron has no weights here */
    @Transactional
    public Map<Integer, Rows> read(String experimentId, int[] neurons) {
        Map<Integer, Rows> rows = new HashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT neuron, input, output FROM neuron_weight WHERE experiment_id = ? AND neuron = ANY (?)")) {
            query.setString(1, experimentId);
            query.setArray(2, connection.createArrayOf("integer", Arrays.stream(neurons).boxed().toArray()));
            try (ResultSet found = query.executeQuery()) {
                while (found.next()) {
                    rows.put(found.getInt(1),
                            new Rows(PackedArrays.floats(found.getBytes(2)), PackedArrays.floats(found.getBytes(3))));
                }
            }
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
        for (int neuron : neurons) {
            if (!rows.containsKey(neuron)) {
                throw new UnprocessableException("neuron " + neuron
                        + " has activations but no weights: the blocks of weights must name every neuron of the layer");
            }
        }
        return rows;
    }
}
