package io.plateau.contracts;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import org.apache.avro.specific.SpecificRecordBase;

import io.plateau.contracts.event.AnalysisCompleted;
import io.plateau.contracts.event.AnalysisProgressed;
import io.plateau.contracts.event.WorkFailed;

/** Which services publish to a topic and which consume it. */
public final class Routes {
    private static final String INFERENCE = "inference";
    private static final String INFLUENCE = "influence";
    private static final String GRAPH = "graph";
    private static final String ROUTING = "routing";

    private Routes() {
    }

    /** Names of the services whose events the topic carries. Requests may come from any client, see {@link #isPublic}. */
    public static Set<String> producers(Topic topic) {
        return with(AnalysisDeclaration::publishes, topic, switch (topic) {
            case EXPERIMENT_REQUESTS, EXPERIMENT_EVENTS, CHECKPOINTS, SUBSCRIPTIONS, PLANNING, INFERENCE_WORK,
                    ACTIVATIONS, ABLATION_LOSSES,
                    NEURON_EFFECTS, JOINT_LOSSES, ATTENTION,
                    HEAD_ABLATIONS, HEAD_PATCHES, NEURON_WEIGHTS ->
                Set.of(INFERENCE);
            case REFINEMENTS, PLATEAUS -> Set.of(INFLUENCE);
            case GRAPH_WORK -> Set.of(GRAPH);
            case ANALYSES, DEAD_LETTERS -> Set.copyOf(Stages.services());
        });
    }

    /** Names of the services, which are also their consumer groups. */
    public static Set<String> consumers(Topic topic) {
        return with(AnalysisDeclaration::consumes, topic, switch (topic) {
            case EXPERIMENT_REQUESTS, CHECKPOINTS, SUBSCRIPTIONS, PLANNING, INFERENCE_WORK, REFINEMENTS, ANALYSES ->
                Set.of(INFERENCE);
            case EXPERIMENT_EVENTS -> Set.copyOf(Stages.services());
            case ACTIVATIONS, NEURON_WEIGHTS, GRAPH_WORK -> Set.of(GRAPH);
            case ABLATION_LOSSES, NEURON_EFFECTS, JOINT_LOSSES -> Set.of(INFLUENCE);
            case ATTENTION, HEAD_ABLATIONS, HEAD_PATCHES -> Set.of(ROUTING);
            case PLATEAUS -> Set.of(INFERENCE, GRAPH);
            case DEAD_LETTERS -> Set.of();
        });
    }

    /** The built-in services and those of further analyses that declare the topic. */
    private static Set<String> with(Function<AnalysisDeclaration, Set<Topic>> topics, Topic topic,
            Set<String> builtIn) {
        Set<String> services = new TreeSet<>(builtIn);
        AnalysisDeclaration.all().stream().filter(analysis -> topics.apply(analysis).contains(topic))
                .forEach(analysis -> services.add(analysis.service()));
        return services;
    }

    /**
     * Holds an event's claims to its source: a service reports of stages that it runs, and of its own failures.
     *
     * @param source of the event's attributes, verified
     * @throws ForgedEventException when they are another's to make
     */
    public static void requireOwn(SpecificRecordBase event, String source) {
        String owner = event instanceof WorkFailed failed
                ? failed.getService()
                : event instanceof AnalysisProgressed progressed
                        ? service(progressed.getStage())
                        : event instanceof AnalysisCompleted completed ? service(completed.getStage()) : null;
        if (owner != null && !source.equals("/" + owner)) {
            throw new ForgedEventException("it is of " + source + " and speaks for " + owner);
        }
    }

    /** Null of a stage that there is not, of which more is said elsewhere. */
    private static String service(String stage) {
        return Arrays.stream(Stage.values()).filter(s -> s.label().equals(stage)).map(Stage::service).findFirst()
                .orElse(null);
    }

    /** @throws ForgedEventException when the source is none of the topic's producers */
    public static void requireProducer(Topic topic, String source) {
        if (producers(topic).stream().noneMatch(producer -> source.equals("/" + producer))) {
            throw new ForgedEventException(
                    "it is of " + source + ", which does not publish to " + topic.topicName());
        }
    }

    /** Whether every client that may write to the topic is a producer: its events need no signature and are validated. */
    public static boolean isPublic(Topic topic) {
        return topic == Topic.EXPERIMENT_REQUESTS || !isOfExperiment(topic);
    }

    /** Whether each event of the topic is of one experiment, which its subject names. */
    public static boolean isOfExperiment(Topic topic) {
        return topic != Topic.CHECKPOINTS && topic != Topic.SUBSCRIPTIONS;
    }
}
