package io.plateau.inference.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.catalog.Model;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.provenance.Origin;
import io.plateau.inference.provenance.WeightHashes;
import io.plateau.inference.store.ExperimentRuns;

/** The model that an experiment was planned with, for all of its blocks, whichever replica computes them. */
@ApplicationScoped
class PlannedModels {
    private final ExperimentRuns runs;
    private final ModelCatalog models;
    private final WeightHashes hashes;

    PlannedModels(ExperimentRuns runs, ModelCatalog models, WeightHashes hashes) {
        this.runs = runs;
        this.models = models;
        this.hashes = hashes;
    }

    /** @throws io.plateau.contracts.UnprocessableException when it is gone or its weights are others by now */
    Model of(String experimentId, ExperimentSpecification specification) {
        Origin origin = Origin.of(runs.provenance(experimentId));
        Model model = models.find(specification.model(), origin.revision());
        origin.require(specification.model(), hashes.of(model.directory()));
        return model;
    }
}
