package io.plateau.inference.http;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

import io.plateau.inference.store.ExperimentRunRepository.Overview;

/**
 * The experiments that one specification with lists of values requested.
 *
 * @param experiments in the order of the combinations, without specifications and stages
 */
@Schema(name = "Study")
public record StudyView(String id, List<ExperimentView> experiments) {

    static StudyView of(String id, List<Overview> experiments) {
        return new StudyView(id, experiments.stream().map(ExperimentView::summary).toList());
    }
}
