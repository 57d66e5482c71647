package io.plateau.graph.store;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.graph.significance.ClusteringVerdict;
import io.plateau.graph.significance.MeasureRow;
import io.plateau.graph.significance.TableOne;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Table 1, the other measures and the verdict of each experiment. */
@ApplicationScoped
public class TableOneRepository implements PanacheRepositoryBase<VerdictEntity, String> {

    /** Inside the caller's transaction. */
    public void write(String experimentId, String model, TableOne table) {
        table.rows().forEach(row -> getEntityManager().persist(TableRowEntity.of(experimentId, model, row)));
        persist(VerdictEntity.of(experimentId, table.verdict()));
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, List<MeasureRow> measures) {
        measures.forEach(row -> getEntityManager().persist(MeasureRowEntity.of(experimentId, row)));
    }

    /** The verdict, once it is there. */
    @Transactional
    public Optional<ClusteringVerdict> verdict(String experimentId) {
        return findByIdOptional(experimentId).map(VerdictEntity::toVerdict);
    }
}
