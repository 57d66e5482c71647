package io.plateau.inference.experiment;

import java.util.HashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.Reanalysis;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ExperimentRunRepository.Overview;

/** Experiments whose blocks are taken over by others. */
@ApplicationScoped
class Reanalyses {
    private final ExperimentRunRepository runs;

    Reanalyses(ExperimentRunRepository runs) {
        this.runs = runs;
    }

    /**
     * Reads a document, with what a re-analysis leaves out taken from its source.
     *
     * @throws UnprocessableException saying what is wrong
     */
    SpecificationVariants read(String document) {
        SpecificationVariants asked = SpecificationVariants.parse(fill(document));
        Map<String, ExperimentSpecification> sources = new HashMap<>();
        asked.requireEach(each -> {
            if (each.reanalysisOf() != null) {
                Reanalysis.require(each, sources.computeIfAbsent(each.reanalysisOf(), this::source));
            }
        });
        return asked;
    }

    /** The document with what a re-analysis leaves out. */
    String fill(String document) {
        return Reanalysis.fill(document, this::source);
    }

    private ExperimentSpecification source(String experimentId) {
        Overview source = runs.overview(experimentId).orElseThrow(() -> new UnprocessableException(
                "reanalysisOf is '" + experimentId + "'; there is no such experiment"));
        if (source.status() != ExperimentStatus.COMPLETED) {
            throw new UnprocessableException("reanalysisOf names experiment " + experimentId + ", which is "
                    + source.status() + "; only a completed experiment can be analysed again");
        }
        ExperimentSpecification specification = ExperimentSpecification.parse(source.specification());
        if (!specification.keepPartialResults()) {
            throw new UnprocessableException("reanalysisOf names experiment " + experimentId
                    + ", which did not keep its partial results; request it with \"keepPartialResults\": true");
        }
        return specification;
    }
}
