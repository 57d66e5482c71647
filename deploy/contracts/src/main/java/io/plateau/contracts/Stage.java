package io.plateau.contracts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import io.plateau.contracts.event.InferenceStage;
import io.plateau.contracts.specification.AblationSpecification.Value;
import io.plateau.contracts.specification.ExperimentSpecification;

/**
 * A stage of an experiment, with the service that runs it and the specifications that have it: declared here, or by an
 * {@link AnalysisDeclaration}, and nowhere else. Planning, completion, progress, the launcher, reports and health read
 * this declaration.
 */
public final class Stage {
    private static final List<Stage> BUILT_IN = new ArrayList<>();

    /** Tokenise, sample, group by frequency. */
    public static final Stage PLAN = builtIn(always("plan", "inference"));
    /** Activations, attention rows and baseline losses of every block of contexts. */
    public static final Stage CAPTURE = builtIn(always("capture", "inference").reusable());
    /** Weights of the final MLP's neurons. */
    public static final Stage CAPTURE_WEIGHTS = builtIn(
            when("capture-weights", "inference", Stage::hasSpectra).reusable());
    /** What replaces a neuron's activation so that its group's loss is least. */
    public static final Stage FIND_CONSTANTS = builtIn(
            when("find-constants", "inference", Stage::hasOptimalConstants).reusable());
    /** First-order estimates of the loss changes, and by them the neurons that are ablated. */
    public static final Stage SCREEN_NEURONS = builtIn(
            when("screen-neurons", "inference", Stage::isScreened).reusable());
    /** Ablation of every neuron, or of those that the screening chose. */
    public static final Stage ABLATE_NEURONS = builtIn(always("ablate-neurons", "inference").reusable());
    /** Loss changes summed per block and context. */
    public static final Stage LOSSES = builtIn(always("losses", "influence").reusable());
    /** The same changes taken apart, summed per block and context. */
    public static final Stage EFFECTS = builtIn(when("effects", "influence", Stage::hasEffects).reusable());
    /** Whether every neuron's loss changes are as precise as promised. */
    public static final Stage PRECISION = builtIn(when("precision", "influence", Stage::hasSeries).reusable());
    /** Mean ablation in closed form of the neurons whose are not. */
    public static final Stage REFINE_NEURONS = builtIn(
            when("refine-neurons", "inference", Stage::hasSeries).reusable());
    /** Their loss changes summed per block and context. */
    public static final Stage REFINED_LOSSES = builtIn(
            when("refined-losses", "influence", Stage::hasSeries).reusable());
    /** Regimes, plateau and their tests. */
    public static final Stage REGIMES = builtIn(verdict("regimes", "influence"));
    /** Contexts in which the plateau's neurons matter, and what they do to the logits. */
    public static final Stage NEURON_CONTEXTS = builtIn(always("neuron-contexts", "inference"));
    /** Ablation of sets of neurons together. */
    public static final Stage ABLATE_SETS = builtIn(when("ablate-sets", "inference", Stage::hasJointAblations));
    /** Their loss changes, kept per block. */
    public static final Stage JOINT_LOSSES = builtIn(when("joint-losses", "influence", Stage::hasJointAblations));
    /** Roles of the neurons, and what the plateau does together. */
    public static final Stage CAUSES = builtIn(verdictWhen("causes", "influence", Stage::hasCauses));
    /** Observations picked from the activations. */
    public static final Stage ACTIVATIONS = builtIn(always("activations", "graph").reusable());
    /** Weights of the neurons kept. */
    public static final Stage WEIGHTS = builtIn(when("weights", "graph", Stage::hasSpectra).reusable());
    /** Communities of the groups, of their controls and of the layer. */
    public static final Stage COMMUNITIES = builtIn(always("communities", "graph"));
    /** Significance against the controls: Table 1. */
    public static final Stage CLUSTERING = builtIn(verdict("clustering", "graph"));
    /** Ablation of heads, layers and controls. */
    public static final Stage ABLATE_HEADS = builtIn(always("ablate-heads", "inference"));
    /** Patching of attention outputs between pairs of contexts. */
    public static final Stage PATCH_HEADS = builtIn(when("patch-heads", "inference", Stage::hasPatching));
    /** Concentration and profiles of attention, summed per block. */
    public static final Stage ATTENTION = builtIn(always("attention", "routing").reusable());
    /** Plateau activation under head ablations, kept per block. */
    public static final Stage HEAD_ABLATIONS = builtIn(always("head-ablations", "routing"));
    /** Plateau activation under patching, kept per block. */
    public static final Stage HEAD_PATCHES = builtIn(when("head-patches", "routing", Stage::hasPatching));
    /** Similarity, impacts and their tests: Table 2. */
    public static final Stage ROUTING = builtIn(verdict("routing", "routing"));

    private final String label;
    private final String service;
    private final boolean givesVerdict;
    private final Predicate<ExperimentSpecification> presence;
    private final boolean reusable;

    private Stage(String label, String service, boolean givesVerdict, Predicate<ExperimentSpecification> presence,
            boolean reusable) {
        this.label = label;
        this.service = service;
        this.givesVerdict = givesVerdict;
        this.presence = presence;
        this.reusable = reusable;
    }

    /** A stage of every experiment. */
    public static Stage always(String label, String service) {
        return new Stage(label, service, false, specification -> true, false);
    }

    /** A stage of the experiments whose specification meets a condition. */
    public static Stage when(String label, String service, Predicate<ExperimentSpecification> presence) {
        return new Stage(label, service, false, presence, false);
    }

    /** The last stage of an analysis, of every experiment: it ends with a verdict. */
    public static Stage verdict(String label, String service) {
        return new Stage(label, service, true, specification -> true, false);
    }

    /** The last stage of an analysis, of the experiments whose specification meets a condition. */
    public static Stage verdictWhen(String label, String service, Predicate<ExperimentSpecification> presence) {
        return new Stage(label, service, true, presence, false);
    }

    /** The same stage, of blocks that come before any analysis and that a re-analysis therefore takes over. */
    public Stage reusable() {
        return new Stage(label, service, givesVerdict, presence, true);
    }

    private static Stage builtIn(Stage stage) {
        BUILT_IN.add(stage);
        return stage;
    }

    private static boolean hasOptimalConstants(ExperimentSpecification specification) {
        return specification.ablation().value() == Value.OPTIMAL;
    }

    private static boolean isScreened(ExperimentSpecification specification) {
        return specification.mlp().hasScreening();
    }

    private static boolean hasSeries(ExperimentSpecification specification) {
        return specification.mlp().studiesFinalMlp() && specification.ablation().mayUseSeries();
    }

    private static boolean hasEffects(ExperimentSpecification specification) {
        return specification.mlp().studiesFinalMlp() && specification.mechanisms().effects();
    }

    private static boolean hasJointAblations(ExperimentSpecification specification) {
        return specification.mlp().studiesFinalMlp() && specification.mechanisms().hasJointAblations();
    }

    private static boolean hasCauses(ExperimentSpecification specification) {
        return hasEffects(specification) || hasJointAblations(specification);
    }

    private static boolean hasSpectra(ExperimentSpecification specification) {
        return specification.graph().weightSpectra();
    }

    private static boolean hasPatching(ExperimentSpecification specification) {
        return specification.attention().patchingPairs() > 0;
    }

    /** All stages that are declared, in the order of progress: the built-in ones, then those of further analyses. */
    public static Stage[] values() {
        List<Stage> all = new ArrayList<>(BUILT_IN);
        AnalysisDeclaration.all().forEach(analysis -> all.addAll(analysis.stages()));
        return all.toArray(Stage[]::new);
    }

    /** The name in events, tables and metrics. */
    public String label() {
        return label;
    }

    /** The service that runs the stage. */
    public String service() {
        return service;
    }

    /** Whether the stage ends with a verdict. */
    public boolean givesVerdict() {
        return givesVerdict;
    }

    /** Whether a re-analysis takes the stage's blocks over. */
    public boolean isReusable() {
        return reusable;
    }

    /** Whether an experiment with this specification has the stage. */
    public boolean isOf(ExperimentSpecification specification) {
        return presence.test(specification);
    }

    /** The stage whose blocks are such work. */
    public static Stage of(InferenceStage work) {
        return ofLabel(Labelled.label(work.name()));
    }

    public static Stage ofLabel(String label) {
        return Arrays.stream(values()).filter(s -> s.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown stage '" + label + "'"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Stage stage && stage.label.equals(label);
    }

    @Override
    public int hashCode() {
        return label.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }
}
