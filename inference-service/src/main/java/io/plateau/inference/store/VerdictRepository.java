package io.plateau.inference.store;

import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.plateau.contracts.PlainText;
import io.plateau.contracts.event.AnalysisCompleted;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/** Which analyses are complete, and what they found. */
@ApplicationScoped
public class VerdictRepository implements PanacheRepositoryBase<VerdictEntity, VerdictEntity.Key> {

    /** Several times a long sentence. */
    private static final int LONGEST_TEXT = 2_000;

    /** Keeps the first verdict of an analysis: a repeated event says the same. */
    @Transactional
    public void keep(AnalysisCompleted event) {
        if (findByIdOptional(new VerdictEntity.Key(event.getExperimentId(), event.getStage())).isPresent()) {
            return;
        }
        VerdictEntity row = new VerdictEntity();
        row.experimentId = event.getExperimentId();
        row.stage = event.getStage();
        row.name = plain(event.getVerdict().getName());
        row.outcome = plain(event.getVerdict().getOutcome());
        row.statistic = plain(event.getVerdict().getStatistic());
        row.value = event.getVerdict().getValue();
        row.pValue = event.getVerdict().getPValue();
        row.test = plain(event.getVerdict().getTest());
        row.summary = plain(event.getVerdict().getSummary());
        persist(row);
    }

    private static String plain(String text) {
        return PlainText.of(text, LONGEST_TEXT);
    }

    /** Labels of the stages whose analysis is complete. */
    @Transactional
    public Set<String> stages(String experimentId) {
        return stream("experimentId", experimentId).map(v -> v.stage).collect(Collectors.toSet());
    }
}
