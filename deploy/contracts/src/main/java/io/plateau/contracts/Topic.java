package io.plateau.contracts;

/**
 * Every topic, with its partitions and limits: declared here, created from here, nowhere else.
 *
 * <p>
 * Partitions bound how many replicas share a topic. Blocks of whole contexts aim at
 * {@link #BLOCK_BYTES}; a context that does not fit a record is cut into ranges of positions that do.
 */
public enum Topic {
    /** Experiments that are asked for. */
    EXPERIMENT_REQUESTS("experiment-requests", 1, 1 << 20),
    /** What becomes of them. */
    EXPERIMENT_EVENTS("experiment-events", 1, 1 << 20),
    /** Experiments whose turn it is to be planned; planning needs no device. */
    PLANNING("planning", 6, 1 << 20),
    /** Blocks for the inference service's workers. */
    INFERENCE_WORK("inference-work", 12, 1 << 20),
    /** Final-MLP activations. */
    ACTIVATIONS("activations", 6, Topic.RECORD_BYTES),
    /** Loss changes under neuron ablation. */
    ABLATION_LOSSES("ablation-losses", 6, Topic.RECORD_BYTES),
    /** Attention rows. */
    ATTENTION("attention", 6, Topic.RECORD_BYTES),
    /** Plateau activation under head ablation. */
    HEAD_ABLATIONS("head-ablations", 6, Topic.RECORD_BYTES),
    /** Plateau activation under patching. */
    HEAD_PATCHES("head-patches", 6, Topic.RECORD_BYTES),
    /** Plateaus that were found. */
    PLATEAUS("plateaus", 1, 1 << 20),
    /** Weight rows of neurons. */
    NEURON_WEIGHTS("neuron-weights", 6, Topic.RECORD_BYTES),
    /** Blocks for the graph service. */
    GRAPH_WORK("graph-work", 12, 1 << 20),
    /** Progress, results and failures of the analyses. */
    ANALYSES("analyses", 1, 1 << 20),
    /** Messages that nobody could handle. */
    DEAD_LETTERS("dead-letters", 1, Topic.RECORD_BYTES + (1 << 20));

    /** What a numeric block aims at, bytes. */
    public static final int BLOCK_BYTES = 4 << 20;
    /** The largest record of a topic that carries numeric blocks, bytes. */
    public static final int RECORD_BYTES = 8 << 20;

    private final String name;
    private final int partitions;
    private final int maxRecordBytes;

    Topic(String name, int partitions, int maxRecordBytes) {
        this.name = name;
        this.partitions = partitions;
        this.maxRecordBytes = maxRecordBytes;
    }

    public String topicName() {
        return name;
    }

    public int partitions() {
        return partitions;
    }

    /** Largest record the broker accepts on this topic, bytes. */
    public int maxRecordBytes() {
        return maxRecordBytes;
    }
}
