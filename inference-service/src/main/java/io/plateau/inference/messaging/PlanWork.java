package io.plateau.inference.messaging;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Stages;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.Model;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.engine.ModelShape;
import io.plateau.inference.linguistics.OpenNlpAnnotator;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.Plan;
import io.plateau.inference.planning.Planner;
import io.plateau.inference.provenance.CodeVersion;
import io.plateau.inference.provenance.FileHashes;
import io.plateau.inference.provenance.PlannedFiles;
import io.plateau.inference.provenance.Provenance;
import io.plateau.inference.provenance.SameWeights;
import io.plateau.inference.store.ExperimentRuns;
import io.plateau.inference.store.PlanMatchings;
import io.plateau.inference.store.Plans;
import io.plateau.inference.tokens.ModelTokenizer;
import io.plateau.inference.tokens.TokenCounts;
import io.plateau.runtime.experiment.Experiments;

/** Plans an experiment: contexts, targets, groups, observations, blocks, and what all of it came from. */
@ApplicationScoped
class PlanWork implements StageWork<PlanWork.Planned> {
    private static final Logger LOG = Logger.getLogger(PlanWork.class);

    private final Experiments experiments;
    private final ModelCatalog models;
    private final CorpusCatalog corpora;
    private final LoadedModels loaded;
    private final FileHashes hashes;
    private final Plans plans;
    private final PlanMatchings matchings;
    private final ExperimentRuns runs;
    private final WorkItems work;
    private final StatusAnnouncer announcer;
    private final WeightsWork weights;
    private final String codeVersion;

    PlanWork(Experiments experiments, ModelCatalog models, CorpusCatalog corpora, LoadedModels loaded,
            FileHashes hashes, Plans plans, PlanMatchings matchings, ExperimentRuns runs, WorkItems work,
            StatusAnnouncer announcer,
            WeightsWork weights,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.experiments = experiments;
        this.models = models;
        this.corpora = corpora;
        this.loaded = loaded;
        this.hashes = hashes;
        this.plans = plans;
        this.matchings = matchings;
        this.runs = runs;
        this.work = work;
        this.announcer = announcer;
        this.weights = weights;
        this.codeVersion = CodeVersion.of(version);
    }

    record Planned(Plan plan, ModelShape shape, List<Integer> layers, String provenance) {
    }

    private record Loaded(ModelShape shape, EngineInfo info, List<Integer> layers, List<String> notes) {
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.PLAN;
    }

    @Override
    public int blocks(String experimentId) {
        return 1;
    }

    @Override
    public Planned compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        Model model = models.find(specification.model());
        Corpus corpus = corpora.find(specification.corpus());
        PlannedFiles before = PlannedFiles.of(model, corpus, hashes);
        // The model is loaded first: a damaged checkpoint is refused before a long corpus is read.
        Loaded engine = loaded.use(model, e -> new Loaded(e.shape(), e.info(),
                e.layersToStudy(specification.attention()), e.notes()));
        try (ModelTokenizer tokenizer = ModelTokenizer.load(model.name(), model.directory())) {
            Plan plan = new Planner(specification, engine.shape(), engine.layers().size(), tokenizer,
                    () -> TokenCounts.load(model.name(), model.directory(), engine.shape().vocabulary()),
                    OpenNlpAnnotator::load).plan(corpus);
            plan.summary().notes().forEach(note -> LOG.infof("experiment %s: %s", experimentId, note));
            before.require(model, corpus, PlannedFiles.of(model, corpus, hashes));
            Provenance provenance = Provenance.of(codeVersion, engine.info(), engine.shape(), model,
                    notes(experimentId, model, engine), before, plan);
            return new Planned(plan, engine.shape(), engine.layers(), provenance.toJson());
        }
    }

    private List<String> notes(String experimentId, Model model, Loaded engine) {
        List<String> same = new SameWeights(hashes).notes(model, models.complete());
        same.forEach(note -> LOG.warnf("experiment %s: %s", experimentId, note));
        return Stream.concat(engine.notes().stream(), same.stream()).toList();
    }

    @Override
    public void store(String experimentId, int block, Planned planned) {
        plans.store(experimentId, planned.plan(), planned.shape(), planned.layers(),
                Stages.of(experiments.specification(experimentId)));
        if (planned.plan().matching() != null) {
            matchings.store(experimentId, planned.plan().matching());
        }
        runs.run(experimentId, planned.provenance());
    }

    @Override
    public void afterCommit(String experimentId, boolean stageComplete) {
        announcer.announceRunning(experimentId);
        work.capture(experimentId);
        if (plans.get(experimentId).stageList().contains(Stage.CAPTURE_WEIGHTS)) {
            work.captureWeights(experimentId, weights.blocks(experimentId));
        }
    }
}
