package io.plateau.graph.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.plateau.graph.layer.Enrichment;
import io.plateau.graph.layer.LayerResult;
import io.plateau.graph.layer.LayerRuns;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** The runs on each experiment's whole layer, and what they came to; communities are thousands of rows, so by JDBC. */
@ApplicationScoped
public class LayerRepository implements PanacheRepositoryBase<LayerRunsEntity, LayerRunsEntity.Key> {
    private final AgroalDataSource database;

    LayerRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, LayerRuns runs) {
        persist(LayerRunsEntity.of(experimentId, runs));
    }

    /** In the order of the runs. */
    @Transactional
    public List<LayerRuns> read(String experimentId) {
        return list("experimentId = ?1 order by firstRun", experimentId).stream().map(LayerRunsEntity::toRuns).toList();
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, ExperimentInputs inputs, LayerResult result) {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            writeGraph(connection, experimentId, inputs, result);
            if (result.enrichment() != null) {
                writeCommunities(connection, experimentId, result.enrichment().communities());
            }
            // Until PostgreSQL does it of itself its joins would take an array of the layer's neurons for ten.
            statement.execute("ANALYZE layer_graph, layer_community, neuron_set");
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    private static void writeGraph(Connection connection, String experimentId, ExperimentInputs inputs,
            LayerResult result) throws SQLException {
        LayerRuns best = result.best();
        Enrichment enrichment = result.enrichment();
        boolean made = best.reason() == null;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO layer_graph (experiment_id, model,"
                + " neurons, observations, edges, constant_neurons, bytes, runs, plateau_neurons, negative_edges,"
                + " share_best, q_signed, q, communities, membership, concentration, concentration_expected,"
                + " p_concentration, reason, degree, negative_degree) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, experimentId);
            insert.setString(2, inputs.specification().model());
            insert.setInt(3, inputs.extent().layer());
            insert.setInt(4, inputs.observations());
            insert.setLong(5, best.edges());
            insert.setInt(6, best.constantNeurons());
            insert.setLong(7, best.bytes());
            insert.setInt(8, result.runs());
            insert.setInt(9, inputs.plateau().own().length);
            insert.setObject(10, made ? best.negativeEdges() : null, Types.INTEGER);
            insert.setObject(11, result.shareBest(), Types.DOUBLE);
            insert.setObject(12, made ? best.signedModularity() : null, Types.DOUBLE);
            insert.setObject(13, made ? best.modularity() : null, Types.DOUBLE);
            insert.setObject(14, made ? (int) Arrays.stream(best.membership()).distinct().count() : null,
                    Types.INTEGER);
            insert.setArray(15, made ? array(connection, best.membership()) : null);
            insert.setObject(16, made ? enrichment.concentration() : null, Types.DOUBLE);
            insert.setObject(17, made ? enrichment.expected() : null, Types.DOUBLE);
            insert.setObject(18, made ? enrichment.pValue() : null, Types.DOUBLE);
            insert.setString(19, result.reason());
            insert.setArray(20, made ? array(connection, best.degrees().all()) : null);
            insert.setArray(21, made ? array(connection, best.degrees().negative()) : null);
            insert.executeUpdate();
        }
    }

    private static Array array(Connection connection, int[] values) throws SQLException {
        return connection.createArrayOf("integer", Arrays.stream(values).boxed().toArray());
    }

    private static void writeCommunities(Connection connection, String experimentId,
            List<Enrichment.Community> communities) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO layer_community (experiment_id,"
                + " community, neurons, plateau_neurons, expected, p_value, p_corrected)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (Enrichment.Community community : communities) {
                insert.setString(1, experimentId);
                insert.setInt(2, community.community());
                insert.setInt(3, community.size());
                insert.setInt(4, community.marked());
                insert.setDouble(5, community.expected());
                insert.setDouble(6, community.pValue());
                insert.setDouble(7, community.pCorrected());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
