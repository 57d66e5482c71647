package io.plateau.inference.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.engine.ModelShape;
import io.plateau.inference.planning.Block;
import io.plateau.inference.planning.Plan;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.statistics.packing.PackedArrays;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Plans and their contexts. */
@ApplicationScoped
public class Plans implements PanacheRepositoryBase<PlanRow, String> {
    private static final String COLUMNS = "context, corpus_index, tokens, targets, token_groups, observation";

    private final AgroalDataSource database;

    Plans(AgroalDataSource database) {
        this.database = database;
    }

    /** Within the caller's transaction. */
    public void store(String experimentId, Plan plan, ModelShape shape, List<Integer> layers, List<Stage> stages) {
        PlanRow row = new PlanRow();
        row.experimentId = experimentId;
        row.contexts = plan.contexts().size();
        row.blocks = plan.stageBlocks();
        row.parts = plan.cut().parts();
        row.attentionPieces = plan.cut().attentionPieces();
        row.neurons = shape.neurons();
        row.heads = shape.heads();
        row.layers = layers.stream().mapToInt(Integer::intValue).toArray();
        row.stages = stages.stream().map(Stage::label).toArray(String[]::new);
        persistAndFlush(row);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO planned_context (experiment_id, block, " + COLUMNS
                                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int b = 0; b < plan.blocks().size(); b++) {
                Block block = plan.blocks().get(b);
                for (int c = block.firstContext(); c < block.firstContext() + block.contexts(); c++) {
                    addRow(insert, experimentId, b * row.parts, plan.contexts().get(c));
                }
                // One block at a time: a plan of ten million tokens must not wait in memory twice.
                insert.executeBatch();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the contexts of experiment " + experimentId + " could not be stored", e);
        }
    }

    private static void addRow(PreparedStatement insert, String experimentId, int block, PlannedContext context)
            throws SQLException {
        insert.setString(1, experimentId);
        insert.setInt(2, block);
        insert.setInt(3, context.index());
        insert.setLong(4, context.corpusIndex());
        insert.setBytes(5, PackedArrays.ints(context.tokens()));
        insert.setBytes(6, PackedArrays.ints(context.targets()));
        insert.setBytes(7, context.groups());
        insert.setBytes(8, context.observation());
        insert.addBatch();
    }

    /** The experiment's stages, in order: as planned, and before that as the specification says. */
    @Transactional
    public List<Stage> stages(String experimentId, String specification) {
        return findByIdOptional(experimentId).map(PlanRow::stageList)
                .orElseGet(() -> specification == null
                        ? List.of()
                        : Stages.of(ExperimentSpecification.parse(specification)));
    }

    @Transactional
    public Optional<PlanRow> of(String experimentId) {
        return findByIdOptional(experimentId);
    }

    /** @throws IllegalStateException when the experiment has no plan */
    @Transactional
    public PlanRow get(String experimentId) {
        return findByIdOptional(experimentId)
                .orElseThrow(() -> new IllegalStateException("experiment " + experimentId + " has no plan"));
    }

    /** The contexts of a block, ascending; where contexts are cut, one context with the target positions of the block. */
    @Transactional
    public List<PlannedContext> ofBlock(String experimentId, int block) {
        int parts = get(experimentId).parts;
        int part = block % parts;
        return select("block = ?", experimentId, statement -> statement.setInt(2, block - part)).stream()
                .map(context -> context.slice(part, parts)).toList();
    }

    /** The named contexts, ascending. */
    @Transactional
    public List<PlannedContext> named(String experimentId, List<Integer> contexts) {
        return select("context = ANY (?)", experimentId,
                statement -> statement.setArray(2,
                        statement.getConnection().createArrayOf("integer", contexts.toArray())));
    }

    /** How many target positions each of the named contexts has, in ascending order of the contexts. */
    @Transactional
    public int[] positions(String experimentId, List<Integer> contexts) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection
                        .prepareStatement("SELECT length(token_groups) FROM planned_context"
                                + " WHERE experiment_id = ? AND context = ANY (?) ORDER BY context")) {
            select.setString(1, experimentId);
            select.setArray(2, connection.createArrayOf("integer", contexts.toArray()));
            int[] positions = new int[contexts.size()];
            try (ResultSet rows = select.executeQuery()) {
                for (int i = 0; rows.next(); i++) {
                    positions[i] = rows.getInt(1);
                }
            }
            return positions;
        } catch (SQLException e) {
            throw new IllegalStateException("the contexts of experiment " + experimentId + " could not be counted", e);
        }
    }

    private interface Parameter {
        void set(PreparedStatement statement) throws SQLException;
    }

    private List<PlannedContext> select(String condition, String experimentId, Parameter parameter) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS
                        + " FROM planned_context WHERE experiment_id = ? AND " + condition + " ORDER BY context")) {
            select.setString(1, experimentId);
            parameter.set(select);
            List<PlannedContext> contexts = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    contexts.add(new PlannedContext(row.getInt(1), row.getLong(2), PackedArrays.ints(row.getBytes(3)),
                            PackedArrays.ints(row.getBytes(4)), row.getBytes(5), row.getBytes(6)));
                }
            }
            return contexts;
        } catch (SQLException e) {
            throw new IllegalStateException("the contexts of experiment " + experimentId + " could not be read", e);
        }
    }
}
