package io.plateau.contracts;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Every topic, with its partitions, limits and retention: declared here, created from here, nowhere else.
 *
 * <p>
 * Partitions bound how many replicas share a topic, and may be more than declared, except of a topic of one, whose records
 * have an order. Blocks of whole contexts aim at
 * {@link #BLOCK_BYTES}; a context that does not fit a record is cut into ranges of positions that do.
 *
 * <p>
 * Every message is read once, soon after it was published; retention is how long a consumer may be away. A record that a
 * topic has dropped unread leaves its experiment waiting, and the watchdog ends that as failed.
 */
public enum Topic {
    /** Experiments that are requested. */
    EXPERIMENT_REQUESTS("experiment-requests", 1, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** What becomes of them. */
    EXPERIMENT_EVENTS("experiment-events", 1, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Checkpoints of training runs, as they are published. */
    CHECKPOINTS("checkpoints", 1, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Experiments that are requested on every checkpoint of a model. */
    SUBSCRIPTIONS("subscriptions", 1, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Experiments whose turn it is to be planned; planning needs no device. */
    PLANNING("planning", 6, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Blocks for the inference service's workers. */
    INFERENCE_WORK("inference-work", 12, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Final-MLP activations. */
    ACTIVATIONS("activations", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Loss changes under neuron ablation. */
    ABLATION_LOSSES("ablation-losses", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Loss changes taken apart, summed per context. */
    NEURON_EFFECTS("neuron-effects", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Loss changes under ablation of sets of neurons, summed per context. */
    JOINT_LOSSES("joint-losses", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Attention rows. */
    ATTENTION("attention", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Plateau activation under head ablation. */
    HEAD_ABLATIONS("head-ablations", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Plateau activation under patching. */
    HEAD_PATCHES("head-patches", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Neurons whose loss changes are to be computed again. */
    REFINEMENTS("refinements", 1, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Plateaus that were found. */
    PLATEAUS("plateaus", 1, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Weight rows of neurons. */
    NEURON_WEIGHTS("neuron-weights", 6, Topic.RECORD_BYTES, Topic.WEEK, Topic.BULKY),
    /** Blocks for the graph service. */
    GRAPH_WORK("graph-work", 12, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Progress, results and failures of the analyses. */
    ANALYSES("analyses", 1, 1 << 20, Topic.WEEK, Topic.SMALL),
    /** Messages that no service could handle. */
    DEAD_LETTERS("dead-letters", 1, Topic.RECORD_BYTES + (1 << 20), Topic.MONTH, Topic.SMALL);

    /** The pool of workers whose topic of work has the declared name. */
    public static final String DEFAULT_POOL = "default";
    /** What a numeric block aims at, bytes. */
    public static final int BLOCK_BYTES = 4 << 20;
    /** The largest record of a topic that carries numeric blocks, bytes. */
    public static final int RECORD_BYTES = 8 << 20;

    /** Days. */
    private static final int WEEK = 7;
    /** Days: dead letters wait for people. */
    private static final int MONTH = 30;
    private static final long SMALL = 1L << 30;
    /** Five such topics of six partitions come to 60 GiB: more than fifty experiments of the demonstration's size behind. */
    private static final long BULKY = 2L << 30;

    private final String name;
    private final int partitions;
    private final int maxRecordBytes;
    private final Duration retention;
    private final long retentionBytes;

    Topic(String name, int partitions, int maxRecordBytes, int retentionDays, long retentionBytes) {
        this.name = name;
        this.partitions = partitions;
        this.maxRecordBytes = maxRecordBytes;
        this.retention = Duration.ofDays(retentionDays);
        this.retentionBytes = retentionBytes;
    }

    public String topicName() {
        return name;
    }

    /** The name of the topic that the workers of a pool share. */
    public String topicName(String pool) {
        return pool.equals(DEFAULT_POOL) ? name : name + "-" + pool;
    }

    /** The declaration of a broker's topic; those of pools are declared together. */
    public static Optional<Topic> ofName(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.name.equals(name)
                        || topic == INFERENCE_WORK && name.startsWith(topic.name + "-"))
                .findFirst();
    }

    public int partitions() {
        return partitions;
    }

    /** Largest record the broker accepts on this topic, bytes. */
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    /** How long a record is kept, read or not. */
    public Duration retention() {
        return retention;
    }

    /** Bytes that a partition keeps; beyond them its oldest segments go, read or not. */
    public long retentionBytes() {
        return retentionBytes;
    }

    /** Retention in Kafka's words. Only closed segments are dropped, so that they are closed after a day or an eighth of the bytes. */
    public Map<String, String> retentionSettings() {
        return Map.of("retention.ms", Long.toString(retention.toMillis()), "retention.bytes",
                Long.toString(retentionBytes), "segment.ms", Long.toString(Duration.ofDays(1).toMillis()),
                "segment.bytes", Long.toString(retentionBytes / 8));
    }
}
