package io.plateau.runtime.experiment;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The experiments known to this service. */
@ApplicationScoped
public class ExperimentRepository implements PanacheRepositoryBase<ExperimentEntity, String> {

    /** @throws IllegalStateException when no message of the experiment has carried its specification yet */
    public ExperimentSpecification specification(String experimentId) {
        return QuarkusTransaction.joiningExisting().call(() -> findByIdOptional(experimentId)).map(e -> e.specification)
                .map(ExperimentSpecification::parse)
                .orElseThrow(
                        () -> new IllegalStateException("experiment " + experimentId + " has no specification here"));
    }

    public boolean isTerminal(String experimentId) {
        return QuarkusTransaction.joiningExisting().call(() -> findByIdOptional(experimentId))
                .map(ExperimentEntity::isTerminal).orElse(false);
    }

    /** Remembers an experiment and, once, its specification. */
    public void remember(String experimentId, String specification) {
        QuarkusTransaction.joiningExisting()
                .run(() -> getEntityManager()
                        .createNativeQuery(
                                """
                                        INSERT INTO experiment (id, specification, status) VALUES (:id, :specification, 'RUNNING')
                                        ON CONFLICT (id) DO UPDATE SET specification = coalesce(experiment.specification, excluded.specification)
                                        """)
                        .setParameter("id", experimentId).setParameter("specification", specification).executeUpdate());
    }

    /** Stores, unless it is stored already, the layer of the MLP whose neurons an experiment studies. */
    public void rememberLayer(String experimentId, int layer) {
        QuarkusTransaction.joiningExisting()
                .run(() -> update("layer = ?1 where id = ?2 and layer is null", layer, experimentId));
    }

    /** Layer of the MLP whose neurons are ablated; −1 where no message has told it. */
    public int layer(String experimentId) {
        return QuarkusTransaction.joiningExisting().call(() -> findByIdOptional(experimentId)).map(e -> e.layer)
                .orElse(-1);
    }

    /** Takes over a status from the inference service; terminal states never change, except that what has ended may be deleted. */
    public void changeStatus(String experimentId, ExperimentStatus status) {
        QuarkusTransaction.joiningExisting().run(() -> getEntityManager().createNativeQuery("""
                INSERT INTO experiment (id, status) VALUES (:id, :status)
                ON CONFLICT (id) DO UPDATE SET status = excluded.status, updated_at = now()
                WHERE experiment.status NOT IN ('COMPLETED', 'FAILED', 'CANCELLED', 'DELETED')
                   OR excluded.status = 'DELETED' AND experiment.status <> 'DELETED'
                """).setParameter("id", experimentId).setParameter("status", status.name()).executeUpdate());
    }

    /** Locks the experiment's row until the caller's transaction ends: barriers are counted under this lock. */
    public boolean lockUnlessTerminal(String experimentId) {
        return !Optional.ofNullable(findById(experimentId, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(() -> new IllegalStateException("experiment " + experimentId + " is not known here"))
                .isTerminal();
    }
}
