package io.plateau.inference.stage;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.Model;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.model.family.ModelFamily;
import io.plateau.inference.planning.Plan;
import io.plateau.inference.planning.Planner;
import io.plateau.inference.planning.SharedInputs;
import io.plateau.inference.provenance.CodeVersion;
import io.plateau.inference.provenance.FileHashes;
import io.plateau.inference.provenance.PlannedFiles;
import io.plateau.inference.provenance.Provenance;
import io.plateau.inference.provenance.SameWeights;
import io.plateau.inference.tokens.ModelTokenizer;
import io.plateau.inference.tokens.TokenCounts;

/** Makes the plan of an experiment, and the record of what it came from, of the files that its specification names. */
@ApplicationScoped
class Planning {
    private static final Logger LOG = Logger.getLogger(Planning.class);

    private final ModelCatalog models;
    private final CorpusCatalog corpora;
    private final FileHashes hashes;
    private final SharedInputs shared;
    private final String codeVersion;

    /** @param shared inputs shared by plans of one model and corpus */
    Planning(ModelCatalog models, CorpusCatalog corpora, FileHashes hashes, SharedInputs shared,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.models = models;
        this.corpora = corpora;
        this.hashes = hashes;
        this.shared = shared;
        this.codeVersion = CodeVersion.of(version);
    }

    /** @param shape of the model up to the layer whose neurons are ablated */
    record Planned(Plan plan, ModelShape shape, List<Integer> layers, String provenance) {
    }

    /** @throws io.plateau.contracts.UnprocessableException when a file cannot be used, or files and specification do not go together */
    Planned plan(String experimentId, ExperimentSpecification specification) {
        Model model = models.find(specification.model());
        Corpus corpus = corpora.find(specification.corpus());
        PlannedFiles before = PlannedFiles.of(model, corpus, hashes);
        // Before a long corpus is read: what the checkpoint's configuration and the headers of its weights tell. Planning
        // needs no weights, and so no device that could hold them.
        ModelShape shape = ModelFamily.shapeOfAny(Checkpoint.open(model.files()));
        ModelShape upTo = shape.endingAt(specification.mlp().layers());
        List<Integer> layers = upTo.layersToStudy(specification.attention());
        try (SharedInputs.Inputs inputs = shared.of(List.of(model.name(), corpus.name(), before),
                () -> ModelTokenizer.load(model.name(), model.directory()))) {
            Plan plan = new Planner(specification, shape, layers.size(), inputs.tokenizer(),
                    () -> inputs.counts(
                            () -> TokenCounts.load(model.name(), model.directory(), shape.vocabulary())),
                    inputs::annotator).plan(corpus, inputs.tokens(corpus));
            plan.summary().notes().forEach(note -> LOG.infof("experiment %s: %s", experimentId, note));
            before.require(model, corpus, PlannedFiles.of(model, corpus, hashes));
            inputs.keep();
            Provenance provenance = Provenance.of(codeVersion, shape, model, notes(experimentId, model), before, plan);
            return new Planned(plan, upTo, layers, provenance.toJson());
        }
    }

    private List<String> notes(String experimentId, Model model) {
        List<String> same = new SameWeights(hashes).notes(model, models.complete());
        same.forEach(note -> LOG.warnf("experiment %s: %s", experimentId, note));
        return same;
    }
}
