package io.plateau.influence.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

import io.agroal.api.AgroalDataSource;
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
public class RegimeRepository implements PanacheRepositoryBase<PlateauRecord, String> {
    private final AgroalDataSource database;

    RegimeRepository(AgroalDataSource database) {
        this.database = database;
    }

    /** Writes everything inside the caller's transaction. */
    public void save(String experimentId, ExperimentSpecification specification, RegimeReport report) {
        String model = specification.model();
        EntityManager entities = getEntityManager();
        for (GroupRegimes group : report.groups()) {
            entities.persist(RegimeRecord.of(experimentId, model, specification.regimes(), group));
        }
        // Before what refers to the regimes.
        flush();
        for (GroupRegimes group : report.groups()) {
            entities.persist(TailFitRecord.of(experimentId, specification.regimes(), group));
            group.tail().ratios().forEach(r -> entities.persist(TailRatioRecord.of(experimentId, group.group(), r)));
        }
        persist(PlateauRecord.of(experimentId, model, report.selected()));
        report.selected().groups().forEach(g -> entities.persist(PlateauGroupRecord.of(experimentId, g)));
        int permutations = specification.regimes().permutations();
        report.comparisons()
                .forEach(c -> entities.persist(ComparisonRecord.of(experimentId, model, permutations, c)));
        entities.persist(VerdictRecord.of(experimentId, report.verdict()));
        flush();
        saveNeurons(experimentId, report.groups());
    }

    /** The neurons of the later stages as stored; empty when the experiment ended before they were found. */
    public Optional<SelectedNeurons> plateau(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> findByIdOptional(experimentId)
                .map(row -> new SelectedNeurons(row.rule, row.size, groups(experimentId))));
    }

    /** The verdict as stored. */
    public Optional<DualRegimesVerdict> verdict(String experimentId) {
        return QuarkusTransaction.requiringNew().call(() -> Optional
                .ofNullable(getEntityManager().find(VerdictRecord.class, experimentId)).map(VerdictRecord::toVerdict));
    }

    /** Excitatory before inhibitory, as the alphabet has it. */
    private List<SignedGroup> groups(String experimentId) {
        return getEntityManager()
                .createQuery("from PlateauGroupRecord where experimentId = :id order by sign", PlateauGroupRecord.class)
                .setParameter("id", experimentId).getResultStream().map(PlateauGroupRecord::toGroup).toList();
    }

    private void saveNeurons(String experimentId, List<GroupRegimes> groups) {
        // The data source joins the transaction: this is the connection the entities went through.
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            for (GroupRegimes group : groups) {
                NeuronRows.insert(connection, experimentId, group);
            }
            // Until PostgreSQL does it of itself its joins of the new rows would take them for one.
            statement.execute("ANALYZE neuron");
        } catch (SQLException e) {
            throw new IllegalStateException("the neurons of experiment " + experimentId + " could not be written", e);
        }
    }
}
