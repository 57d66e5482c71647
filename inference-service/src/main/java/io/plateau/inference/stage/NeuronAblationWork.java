package io.plateau.inference.stage;

import java.util.Arrays;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.plateau.contracts.Stage;
import io.plateau.contracts.Tensors;
import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ErrorSample;
import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.NeuronProperties;
import io.plateau.contracts.event.TensorBlock;
import io.plateau.contracts.specification.AblationSpecification;
import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.inference.ablation.AffectedPositions;
import io.plateau.inference.ablation.PromotedTokens;
import io.plateau.inference.ablation.SampledErrors;
import io.plateau.inference.ablation.Screening;
import io.plateau.inference.ablation.WeightProperties;
import io.plateau.inference.engine.LayerAblations;
import io.plateau.inference.engine.NeuronAblation;
import io.plateau.inference.engine.Pilot;
import io.plateau.inference.engine.Replacement;
import io.plateau.inference.engine.TokenCounts;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.planning.BlockMeans;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.store.AblationBlockEntity;
import io.plateau.inference.store.AblationBlockRepository;
import io.plateau.inference.store.AffectedBlockEntity;
import io.plateau.inference.store.CaptureMeanRepository;
import io.plateau.inference.store.PlanEntity;
import io.plateau.inference.store.PlanRepository;
import io.plateau.inference.store.ScreeningRepository;
import io.plateau.runtime.event.EventPublisher;
import io.plateau.runtime.experiment.ExperimentRepository;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.tokens.TokenGroup;

/** Ablation of every neuron of the final MLP, or of a layer by its number, at the positions of one block. */
@ApplicationScoped
class NeuronAblationWork implements StageWork<NeuronAblationWork.Ablated> {
    /** Pairs of each neuron that are compared with the closed form at least: their error is then uncertain by an eighth of one's. */
    private static final int LEAST_DRAWS = 64;
    /** Share of the neurons that the chosen series may leave to be computed again: cheaper than a better series for all. */
    private static final double MAY_MISS = 0.005;

    private final ExperimentRepository experiments;
    private final PlannedModels models;
    private final LoadedModels loaded;
    private final PlanRepository plans;
    private final CaptureMeanRepository means;
    private final Replacements replacements;
    private final ScreeningRepository screenings;
    private final AblationBlockRepository ablations;
    private final EventPublisher publisher;
    private final NeuronContexts neuronContexts;

    NeuronAblationWork(ExperimentRepository experiments, PlannedModels models, LoadedModels loaded,
            PlanRepository plans,
            CaptureMeanRepository means, Replacements replacements, ScreeningRepository screenings,
            AblationBlockRepository ablations, EventPublisher publisher, NeuronContexts neuronContexts) {
        this.experiments = experiments;
        this.models = models;
        this.loaded = loaded;
        this.plans = plans;
        this.means = means;
        this.replacements = replacements;
        this.screenings = screenings;
        this.ablations = ablations;
        this.publisher = publisher;
        this.neuronContexts = neuronContexts;
    }

    record Ablated(AblationBlockEntity how, AffectedBlockEntity where) {
    }

    @Override
    public InferenceStage stage() {
        return InferenceStage.ABLATE_NEURONS;
    }

    @Override
    public int blocks(String experimentId) {
        return plans.get(experimentId).blocks;
    }

    @Override
    public Ablated compute(String experimentId, int block, int blocks) {
        ExperimentSpecification specification = experiments.specification(experimentId);
        PlanEntity plan = plans.get(experimentId);
        List<PlannedContext> contexts = plans.whereAblated(experimentId, block);
        int positions = ContextRows.count(contexts);
        int draws = Math.max(1, (LEAST_DRAWS + blocks - 1) / blocks);
        TokenCounts counts = new TokenCounts(plans.counts(experimentId), Stage.EFFECTS.isOf(specification));
        Screening screening = screenings.of(experimentId);
        NeuronAblation ablation = contexts.isEmpty()
                ? NeuronAblation.NOWHERE
                : specification.mlp().studiesFinalMlp()
                        ? atTheEnd(experimentId, specification, contexts, block, draws, counts)
                        : ofLayer(experimentId, specification, contexts, block, screening, counts.counts());

        float[] losses = Finite.require("losses", specification.model(), ablation.baselineLoss());
        float[] changes = Finite.require("loss changes", specification.model(), ablation.changes().delta());
        int layer = experiments.layer(experimentId);
        publisher.publish(Topic.ABLATION_LOSSES,
                new NeuronLossesMeasured(experimentId, specification.toJson(), block, blocks,
                        ContextRows.positions(contexts),
                        Tensors.encode(losses, positions), Tensors.encode(changes, positions, plan.neurons), null,
                        sample(ablation.changes().errors(), draws, ContextRows.groupOfEach(contexts)),
                        frequency(ablation.frequency(), specification.model()), layer, event(screening)),
                experimentId, Integer.toString(block));
        if (counts.takeApart()) {
            publisher.publish(Topic.NEURON_EFFECTS,
                    EffectEvents.of(experimentId, specification, block, blocks, contexts, plan.neurons,
                            ablation.changes(),
                            block == 0 ? properties(experimentId, specification, counts.counts()) : null, layer),
                    experimentId, Integer.toString(block));
        }

        AblationBlockEntity row = new AblationBlockEntity();
        row.experimentId = experimentId;
        row.block = block;
        row.positions = positions;
        row.tier = ablation.tier() == null ? specification.mlp().method().label() : ablation.tier().label();
        row.seriesOrder = ablation.changes().order();
        row.guard = ablation.changes().guard();
        row.shareClosedForm = ablation.tier() == null ? 0 : ablation.changes().shareClosedForm();
        row.sampledError = ablation.changes().sampledError();
        row.baselineLossSum = BlockMeans.sum(losses);
        PromotedTokens promoted = block > 0 || !specification.mlp().studiesFinalMlp()
                ? null
                : loaded.use(models.of(experimentId, specification),
                        engine -> engine.neurons().promotedTokens(NeuronContexts.TOKENS));
        AffectedPositions affected = neuronContexts.affected(experimentId);
        affected.offer(block, changes, ablation.activation());
        return new Ablated(row, AffectedBlockEntity.of(experimentId, block, affected.entries(block), promoted));
    }

    private NeuronAblation atTheEnd(String experimentId, ExperimentSpecification specification,
            List<PlannedContext> contexts, int block, int draws, TokenCounts counts) {
        Replacement replacement = replacements.of(experimentId, specification, contexts);
        long seed = SeedDerivation.SHA_256.derive(specification.seed(), "ablation-samples", block);
        AblationSpecification how = how(experimentId, specification.ablation(), block);
        Pilot pilot = new Pilot(ContextRows.groupOfEach(contexts),
                (double) ContextRows.count(contexts) / means.positions(experimentId), MAY_MISS,
                block == 0 ? Math.max(draws, Pilot.DRAWS) : draws);
        return loaded.use(models.of(experimentId, specification),
                engine -> engine.neurons().ablate(ContextRows.tokens(contexts), ContextRows.targets(contexts),
                        replacement, how, seed, pilot, counts));
    }

    private NeuronAblation ofLayer(String experimentId, ExperimentSpecification specification,
            List<PlannedContext> contexts, int block, Screening screening, long[] counts) {
        Replacement replacement = replacements.of(experimentId, specification, contexts);
        int[][] tokens = ContextRows.tokens(contexts);
        int[][] targets = ContextRows.targets(contexts);
        float[] estimates = screening == null ? null : screenings.estimates(experimentId, block);
        return loaded.use(models.of(experimentId, specification), engine -> {
            LayerAblations layer = engine.at(specification.mlp().layers()).layer();
            return screening == null
                    ? layer.ablate(tokens, targets, replacement, counts)
                    : layer.ablateScreened(tokens, targets, replacement, estimates, screening.exact(), counts);
        });
    }

    private static io.plateau.contracts.event.Screening event(Screening screening) {
        return screening == null
                ? null
                : new io.plateau.contracts.event.Screening(Arrays.stream(screening.exact()).boxed().toList(),
                        Arrays.stream(screening.sampled()).boxed().toList());
    }

    /** What is known of the neurons whatever the block goes with the first. */
    private NeuronProperties properties(String experimentId, ExperimentSpecification specification, long[] counts) {
        WeightProperties weights = loaded.use(models.of(experimentId, specification),
                engine -> engine.neurons().weightProperties(specification.mechanisms().nullSpace(), counts));
        return weights == null ? null : EffectEvents.properties(weights, means.absoluteActivation(experimentId));
    }

    /** As it was requested, with the series that the pilot block chose. */
    private AblationSpecification how(String experimentId, AblationSpecification asked, int block) {
        if (block == 0) {
            return asked;
        }
        AblationBlockEntity pilot = ablations.pilot(experimentId);
        return pilot.seriesOrder == null
                ? asked
                : new AblationSpecification(asked.tier(), asked.tolerance(), pilot.seriesOrder, pilot.guard,
                        asked.standardErrors(), asked.value());
    }

    private static TensorBlock frequency(NeuronAblation.Frequency found, String model) {
        if (found == null) {
            return null;
        }
        int positions = found.target().length;
        float[] both = Arrays.copyOf(Finite.require("divergences", model, found.divergence()), 2 * positions);
        System.arraycopy(found.target(), 0, both, positions, positions);
        return Tensors.encode(both, 2, positions);
    }

    private static ErrorSample sample(SampledErrors errors, int draws, byte[] groups) {
        if (errors == null) {
            return null;
        }
        SampledErrors some = errors.first(draws);
        SampledErrors.Sums rare = some.of(groups, TokenGroup.RARE.ordinal());
        SampledErrors.Sums common = some.of(groups, TokenGroup.COMMON.ordinal());
        return new ErrorSample(some.strata(), draws, encode(rare.sum(), common.sum()),
                encode(rare.squares(), common.squares()));
    }

    private static TensorBlock encode(double[] rare, double[] common) {
        float[] both = new float[2 * rare.length];
        for (int n = 0; n < rare.length; n++) {
            both[n] = (float) rare[n];
            both[rare.length + n] = (float) common[n];
        }
        return Tensors.encode(both, 2, rare.length);
    }

    @Override
    public void store(String experimentId, int block, Ablated ablated) {
        ablations.persist(ablated.how);
        ablations.getEntityManager().persist(ablated.where);
    }

    @Override
    public void afterCommit(String experimentId, boolean stageComplete) {
        if (stageComplete) {
            neuronContexts.findWhenReady(experimentId);
        }
    }
}
