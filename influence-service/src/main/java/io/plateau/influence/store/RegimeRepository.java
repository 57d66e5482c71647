package io.plateau.influence.store;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.plateau.contracts.Stage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.influence.analysis.DualRegimesVerdict;
import io.plateau.influence.analysis.GroupRegimes;
import io.plateau.influence.analysis.RegimeReport;
import io.plateau.influence.plateau.SelectedNeurons;
import io.plateau.influence.plateau.SignedGroup;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;

/** The results of the regimes stage. */
@ApplicationScoped
public class RegimeRepository implements PanacheRepositoryBase<PlateauEntity, String> {
    private final NeuronRepository neurons;

    RegimeRepository(NeuronRepository neurons) {
        this.neurons = neurons;
    }

    /** Writes everything inside the caller's transaction. */
    public void save(String experimentId, ExperimentSpecification specification, RegimeReport report) {
        String model = specification.model();
        EntityManager entities = getEntityManager();
        for (GroupRegimes group : report.groups()) {
            entities.persist(RegimeEntity.of(experimentId, model, specification.regimes(), group));
        }
        // Before what refers to the regimes.
        flush();
        for (GroupRegimes group : report.groups()) {
            entities.persist(TailFitEntity.of(experimentId, specification.regimes(), group));
            group.tail().ratios().forEach(r -> entities.persist(TailRatioEntity.of(experimentId, group.group(), r)));
        }
        persist(PlateauEntity.of(experimentId, model, report.selected()));
        report.selected().groups().forEach(g -> entities.persist(PlateauGroupEntity.of(experimentId, g)));
        int permutations = specification.regimes().permutations();
        report.comparisons()
                .forEach(c -> entities.persist(ComparisonEntity.of(experimentId, model, permutations, c)));
        entities.persist(VerdictEntity.of(experimentId, Stage.REGIMES, report.verdict()));
        flush();
        neurons.write(experimentId, report.groups());
    }

    /** The neurons of the later stages as stored; empty when the experiment ended before they were found. */
    public Optional<SelectedNeurons> plateau(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> findByIdOptional(experimentId)
                .map(row -> new SelectedNeurons(row.rule, row.size, groups(experimentId))));
    }

    /** Neurons by their influence on rare tokens, the most influential first. */
    public List<Integer> ranking(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> getEntityManager().createNativeQuery(
                "SELECT neuron FROM neuron WHERE experiment_id = :id AND token_group = 'rare' AND rank IS NOT NULL"
                        + " ORDER BY rank",
                Integer.class).setParameter("id", experimentId).getResultStream().map(Integer.class::cast).toList());
    }

    /** The verdict as stored. */
    public Optional<DualRegimesVerdict> verdict(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> Optional
                .ofNullable(getEntityManager().find(VerdictEntity.class,
                        VerdictEntity.key(experimentId, Stage.REGIMES)))
                .map(VerdictEntity::toVerdict));
    }

    /** In alphabetical order: excitatory before inhibitory. */
    private List<SignedGroup> groups(String experimentId) {
        return getEntityManager()
                .createQuery("from PlateauGroupEntity where experimentId = :id order by sign", PlateauGroupEntity.class)
                .setParameter("id", experimentId).getResultStream().map(PlateauGroupEntity::toGroup).toList();
    }
}
