package io.plateau.routing.store;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.routing.analysis.RoutingAnalysis;
import io.plateau.routing.verdict.RoutingVerdict;
import io.plateau.runtime.trajectory.ContextValueRepository;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** Results of the routing stage: heads, attention, patching, Table 2 and the verdict that stands for them. */
@ApplicationScoped
public class RoutingRepository implements PanacheRepositoryBase<VerdictEntity, String> {

    private final AttentionProfileRepository profiles;
    private final ContextValueRepository contextValues;

    RoutingRepository(AttentionProfileRepository profiles, ContextValueRepository contextValues) {
        this.profiles = profiles;
        this.contextValues = contextValues;
    }

    /** Inside the caller's transaction. */
    public void write(String experimentId, ExperimentSpecification specification, RoutingAnalysis analysis) {
        EntityManager rows = getEntityManager();
        String model = specification.model();
        analysis.heads().forEach(row -> rows.persist(HeadEntity.of(experimentId, model, row)));
        rows.persist(AttentionSummaryEntity.of(experimentId, specification, analysis.attention()));
        profiles.write(experimentId, model, analysis.attention().heads());
        analysis.patching().forEach(row -> rows
                .persist(PatchingEffectEntity.of(experimentId, model, row)));
        for (int place = 0; place < analysis.table2().size(); place++) {
            rows.persist(Table2RowEntity.of(experimentId, model, place, analysis.table2().get(place)));
        }
        persist(VerdictEntity.of(experimentId, analysis.verdict()));
        contextValues.write(experimentId, analysis.byContext());
    }

    /** Empty until the stage is done. */
    public Optional<RoutingVerdict> verdict(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> findByIdOptional(experimentId)).map(VerdictEntity::verdict);
    }
}
