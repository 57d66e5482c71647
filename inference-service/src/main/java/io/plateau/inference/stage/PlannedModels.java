package io.plateau.inference.stage;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.Model;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.provenance.FileHashes;
import io.plateau.inference.provenance.Origin;
import io.plateau.inference.provenance.PlannedFiles;
import io.plateau.inference.store.ExperimentRunRepository;

/** The model that an experiment was planned with, for all of its blocks, whichever replica computes them. */
@ApplicationScoped
class PlannedModels {
    private final ExperimentRunRepository runs;
    private final ModelCatalog models;
    private final CorpusCatalog corpora;
    private final FileHashes hashes;

    PlannedModels(ExperimentRunRepository runs, ModelCatalog models, CorpusCatalog corpora, FileHashes hashes) {
        this.runs = runs;
        this.models = models;
        this.corpora = corpora;
        this.hashes = hashes;
    }

    /** @throws io.plateau.contracts.UnprocessableException when a file that the plan depends on is gone or another by now */
    Model of(String experimentId, ExperimentSpecification specification) {
        Origin origin = Origin.of(runs.provenance(experimentId));
        Model model = models.find(specification.model(), origin.revision());
        Corpus corpus = corpora.find(specification.corpus());
        origin.files().require(model, corpus, PlannedFiles.of(model, corpus, hashes));
        return model;
    }
}
