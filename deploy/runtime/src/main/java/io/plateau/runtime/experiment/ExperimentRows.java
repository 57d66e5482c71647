package io.plateau.runtime.experiment;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import org.jboss.logging.Logger;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.quarkus.narayana.jta.QuarkusTransaction;

/**
 * Removes what is no longer read of an experiment that has ended: its partial sums, and of a deleted one everything but its
 * status, by which messages that are still under way are recognised. Done again it does nothing.
 */
@ApplicationScoped
public class ExperimentRows {
    private static final Logger LOG = Logger.getLogger(ExperimentRows.class);

    /** Tables of this schema that hold experiments' rows, those that refer to others before them. */
    private static final String TABLES = """
            WITH RECURSIVE tables AS (
              SELECT c.oid, c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
              WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r'
                AND a.attname = 'experiment_id' AND NOT a.attisdropped),
            chain AS (
              SELECT oid, 0 AS depth FROM tables
              UNION ALL
              SELECT f.conrelid, depth + 1 FROM chain JOIN pg_constraint f ON f.confrelid = chain.oid
              WHERE f.contype = 'f' AND f.conrelid <> f.confrelid)
            SELECT relname FROM chain JOIN tables USING (oid) GROUP BY relname ORDER BY max(depth) DESC, relname
            """;

    private final EntityManager entities;
    private final ExperimentRepository experiments;
    private final RowsConfig config;

    ExperimentRows(EntityManager entities, ExperimentRepository experiments, RowsConfig config) {
        this.entities = entities;
        this.experiments = experiments;
        this.config = config;
    }

    /** In one transaction; nothing is removed of an experiment that has not ended. */
    public void tidy(String experimentId) {
        QuarkusTransaction.joiningExisting().run(() -> {
            ExperimentEntity experiment = experiments.findById(experimentId);
            if (experiment == null || !experiment.isTerminal()) {
                return;
            }
            if (experiment.status.equals(ExperimentStatus.DELETED.name())) {
                Set<String> kept = config.kept().orElse(Set.of());
                int rows = remove(experimentId, tables().stream().filter(table -> !kept.contains(table)));
                LOG.infof("experiment %s is deleted: %d rows removed", experimentId, rows);
            } else if (!keepsPartialResults(experiment)) {
                remove(experimentId, config.partial().orElse(Set.of()).stream().sorted());
            }
        });
    }

    private static boolean keepsPartialResults(ExperimentEntity experiment) {
        return experiment.specification != null
                && ExperimentSpecification.parse(experiment.specification).keepPartialResults();
    }

    @SuppressWarnings("unchecked")
    private List<String> tables() {
        return entities.createNativeQuery(TABLES, String.class).getResultList();
    }

    private int remove(String experimentId, Stream<String> tables) {
        return tables.mapToInt(table -> entities
                .createNativeQuery("DELETE FROM \"" + table + "\" WHERE experiment_id = :id")
                .setParameter("id", experimentId).executeUpdate()).sum();
    }
}
