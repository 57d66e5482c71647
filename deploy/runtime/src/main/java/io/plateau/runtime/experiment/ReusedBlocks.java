package io.plateau.runtime.experiment;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.runtime.event.EventPublisher;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Gives a re-analysis the blocks of its source: copies of the rows that they left and of their ledger rows, in one transaction. What
 * follows from the last of them then follows.
 */
@ApplicationScoped
public class ReusedBlocks {
    /** Gigabytes of rows are copied within the database. */
    private static final int TRANSACTION_SECONDS = 1_800;
    private static final String COLUMNS = "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
            + " WHERE attrelid = CAST(:table AS regclass) AND attnum > 0 AND NOT attisdropped"
            + " AND attname <> 'experiment_id'";

    private final EntityManager entities;
    private final ExperimentRepository experiments;
    private final RowsConfig config;
    private final EventPublisher publisher;
    private final Instance<ReuseListener> listeners;
    private final String service;

    ReusedBlocks(EntityManager entities, ExperimentRepository experiments, RowsConfig config, EventPublisher publisher,
            @Any Instance<ReuseListener> listeners, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.entities = entities;
        this.experiments = experiments;
        this.config = config;
        this.publisher = publisher;
        this.listeners = listeners;
        this.service = service;
    }

    /** What a re-analysis takes over of this service, and what follows; nothing of another experiment or one that has ended. */
    void take(String experimentId) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        if (specification.reanalysisOf() == null) {
            return;
        }
        boolean running = QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).call(() -> {
            boolean locked = experiments.lockUnlessTerminal(experimentId);
            if (locked) {
                copy(experimentId, specification);
            }
            return locked;
        });
        if (running) {
            report(experimentId, specification);
            listeners.forEach(listener -> listener.blocksReused(experimentId));
        }
    }

    /**
     * Within the caller's transaction, which holds the experiment's lock. What is there already stays.
     *
     * @throws UnprocessableException when the source has not all of its blocks here any more
     */
    public void copy(String experimentId, ExperimentSpecification specification) {
        String source = specification.reanalysisOf();
        // Held until the rows are copied: a deletion waits for it.
        boolean there = !entities
                .createNativeQuery("SELECT id FROM experiment WHERE id = :source AND status <> :deleted FOR SHARE")
                .setParameter("source", source).setParameter("deleted", ExperimentStatus.DELETED.name())
                .getResultList().isEmpty();
        List<String> stages = stages(specification);
        if (!there || !stages.stream().allMatch(stage -> isComplete(source, stage))) {
            throw new UnprocessableException("experiment " + source + ", which reanalysisOf names, "
                    + (there ? "does not have all of its blocks here" : "is not here any more")
                    + "; request the experiment without reanalysisOf");
        }
        if (stages.isEmpty() || isComplete(experimentId, stages.get(0))) {
            return;
        }
        entities.createNativeQuery("UPDATE experiment SET layer = (SELECT layer FROM experiment WHERE id = :source)"
                + " WHERE id = :id").setParameter("id", experimentId).setParameter("source", source).executeUpdate();
        for (String table : config.reused().orElse(List.of())) {
            String columns = (String) entities.createNativeQuery(COLUMNS, String.class).setParameter("table", table)
                    .getSingleResult();
            entities.createNativeQuery("INSERT INTO \"" + table + "\" (experiment_id, " + columns + ") SELECT :id, "
                    + columns + " FROM \"" + table + "\" WHERE experiment_id = :source")
                    .setParameter("id", experimentId).setParameter("source", source).executeUpdate();
        }
        // No time is spent on what is copied.
        entities.createNativeQuery(
                "INSERT INTO ledger (experiment_id, stage, block, blocks, seconds) SELECT :id, stage,"
                        + " block, blocks, 0 FROM ledger WHERE experiment_id = :source AND stage IN (:stages)")
                .setParameter("id", experimentId).setParameter("source", source).setParameter("stages", stages)
                .executeUpdate();
    }

    /** Publishes the progress of the stages whose blocks were taken over; repeating it is harmless. */
    public void report(String experimentId, ExperimentSpecification specification) {
        for (String stage : stages(specification)) {
            int blocks = QuarkusTransaction.joiningExisting().call(() -> count(experimentId, stage));
            publisher.publish(Topic.ANALYSES, new AnalysisProgressed(experimentId, stage, blocks, blocks), experimentId,
                    stage + "/reused");
        }
    }

    private List<String> stages(ExperimentSpecification specification) {
        return Stages.of(specification).stream().filter(stage -> stage.isReusable() && stage.service().equals(service))
                .map(Stage::label).toList();
    }

    private boolean isComplete(String experimentId, String stage) {
        List<?> blocks = entities
                .createNativeQuery("SELECT DISTINCT blocks FROM ledger WHERE experiment_id = :id AND stage = :stage",
                        Integer.class)
                .setParameter("id", experimentId).setParameter("stage", stage).getResultList();
        return blocks.size() == 1 && blocks.get(0).equals(count(experimentId, stage));
    }

    private int count(String experimentId, String stage) {
        return ((Number) entities
                .createNativeQuery("SELECT count(*) FROM ledger WHERE experiment_id = :id AND stage = :stage")
                .setParameter("id", experimentId).setParameter("stage", stage).getSingleResult()).intValue();
    }
}
