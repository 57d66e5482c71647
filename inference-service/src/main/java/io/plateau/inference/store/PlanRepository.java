package io.plateau.inference.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.agroal.api.AgroalDataSource;
import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.planning.Block;
import io.plateau.inference.planning.Plan;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.tokens.TokenTexts;
import io.plateau.runtime.store.BulkWriter;
import io.plateau.statistics.packing.PackedArrays;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Plans and their contexts. */
@ApplicationScoped
public class PlanRepository implements PanacheRepositoryBase<PlanEntity, String> {
    private static final String COLUMNS = "context, corpus_index, tokens, targets, token_groups, observation,"
            + " ablated";

    private final AgroalDataSource database;
    private final BulkWriter writer;

    PlanRepository(AgroalDataSource database, BulkWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** Within the caller's transaction. */
    public void store(String experimentId, Plan plan, ModelShape shape, List<Integer> layers, List<Stage> stages) {
        PlanEntity row = new PlanEntity();
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
        writer.write("plan_counts", List.of("experiment_id", "counts"),
                Stream.<Object[]>of(new Object[]{experimentId, PackedArrays.doubles(
                        Arrays.stream(plan.counts()).asDoubleStream().toArray())}));
        writer.write("plan_texts", List.of("experiment_id", "ends", "utf8"), Stream.<Object[]>of(new Object[]{
                experimentId, PackedArrays.ints(plan.texts().ends()), plan.texts().utf8()}));
        writer.write("planned_context",
                List.of("experiment_id", "block", "context", "corpus_index", "tokens", "targets", "token_groups",
                        "observation", "ablated"),
                IntStream.range(0, plan.blocks().size()).boxed().flatMap(b -> {
                    Block block = plan.blocks().get(b);
                    return plan.contexts().subList(block.firstContext(), block.firstContext() + block.contexts())
                            .stream().map(context -> row(experimentId, b * row.parts, context));
                }));
    }

    private static Object[] row(String experimentId, int block, PlannedContext context) {
        return new Object[]{experimentId, block, context.index(), context.corpusIndex(),
                PackedArrays.ints(context.tokens()), PackedArrays.ints(context.targets()), context.groups(),
                context.observation(), context.ablated()};
    }

    /**
     * Within the caller's transaction: holds an experiment to the contexts and blocks of another one.
     *
     * @throws UnprocessableException when they differ
     */
    public void requireSame(String experimentId, String source) {
        Number different = (Number) getEntityManager().createNativeQuery("""
                SELECT count(*) FROM (SELECT * FROM planned_context WHERE experiment_id = :id) a
                FULL JOIN (SELECT * FROM planned_context WHERE experiment_id = :source) b
                  ON (a.block, a.context, a.corpus_index, a.tokens, a.targets, a.token_groups, a.observation)
                   = (b.block, b.context, b.corpus_index, b.tokens, b.targets, b.token_groups, b.observation)
                WHERE a.experiment_id IS NULL OR b.experiment_id IS NULL
                """).setParameter("id", experimentId).setParameter("source", source).getSingleResult();
        if (different.longValue() > 0) {
            throw new UnprocessableException("the contexts differ from those of experiment " + source
                    + ", which reanalysisOf names; request the experiment without reanalysisOf");
        }
    }

    /** Occurrences of the tokens that the tokenizer has, from id 0. */
    @Transactional
    public long[] counts(String experimentId) {
        byte[] counts = (byte[]) getEntityManager()
                .createNativeQuery("SELECT counts FROM plan_counts WHERE experiment_id = :id", byte[].class)
                .setParameter("id", experimentId).getSingleResult();
        return Arrays.stream(PackedArrays.doubles(counts)).mapToLong(count -> (long) count).toArray();
    }

    /** What the tokens stand for that the tokenizer has. */
    @Transactional
    public TokenTexts texts(String experimentId) {
        Object[] row = (Object[]) getEntityManager()
                .createNativeQuery("SELECT ends, utf8 FROM plan_texts WHERE experiment_id = :id", Object[].class)
                .setParameter("id", experimentId).getSingleResult();
        return new TokenTexts(PackedArrays.ints((byte[]) row[0]), (byte[]) row[1]);
    }

    /** The experiment's stages, in order: as planned, and before that as the specification says. */
    @Transactional
    public List<Stage> stages(String experimentId, String specification) {
        return findByIdOptional(experimentId).map(PlanEntity::stageList)
                .orElseGet(() -> specification == null
                        ? List.of()
                        : Stages.of(ExperimentSpecification.parse(specification)));
    }

    @Transactional
    public Optional<PlanEntity> of(String experimentId) {
        return findByIdOptional(experimentId);
    }

    /** @throws IllegalStateException when the experiment has no plan */
    @Transactional
    public PlanEntity get(String experimentId) {
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

    /** Of a block the contexts with positions at which neurons are ablated, with those alone; there may be none. */
    public List<PlannedContext> whereAblated(String experimentId, int block) {
        return ofBlock(experimentId, block).stream().map(PlannedContext::whereAblated)
                .filter(context -> context.ablated() == null || context.targets().length > 0).toList();
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
                            PackedArrays.ints(row.getBytes(4)), row.getBytes(5), row.getBytes(6), row.getBytes(7)));
                }
            }
            return contexts;
        } catch (SQLException e) {
            throw new IllegalStateException("the contexts of experiment " + experimentId + " could not be read", e);
        }
    }
}
