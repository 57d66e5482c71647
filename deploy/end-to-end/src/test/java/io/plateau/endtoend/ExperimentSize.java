package io.plateau.endtoend;

/**
 * Bytes that an experiment takes: records in Kafka until their topics drop them, and rows in PostgreSQL that stay until it has
 * ended. What is left of the rows then, 600 bytes for each neuron, is not worth counting.
 *
 * @param positions target positions, P
 * @param contexts C
 * @param length of a context, T
 * @param neurons of the final MLP, N
 * @param width of the residual stream, D
 * @param heads of a layer, H
 * @param layers studied
 * @param observations positions that are correlated
 */
record ExperimentSize(long positions, long contexts, long length, long neurons, long width, long heads, long layers,
        long observations) {
    private static final long FLOAT = 4;
    private static final long DOUBLE = 8;
    /** Context, position, target and group of a position in an event. */
    private static final long POSITION = 6;
    /** The specification and the headers of an event. */
    private static final long ENVELOPE = 2_600;
    /** Offsets of an attention profile by default. */
    private static final long OFFSETS = 64;
    private static final long BLOCK = 4 << 20;

    long kafka() {
        // Activations and loss changes; a row of attention is half a context on average.
        return 2 * (matrix() + blocks() * ENVELOPE)
                + layers * (positions * (FLOAT * heads * (length + 1) / 2 + POSITION) + contexts * ENVELOPE)
                + weights();
    }

    long postgres() {
        long losses = contexts * 2 * neurons * 3 * DOUBLE;
        long attention = contexts * layers * (2 * heads * OFFSETS + 2 * OFFSETS + 2 * heads) * DOUBLE;
        // Eight positions of either kind for every neuron; the b-th block has every b-th of them.
        double affected = neurons * 2 * 8 * 4 * FLOAT * (1 + Math.log(blocks()));
        return losses + attention + FLOAT * observations * neurons + weights() + Math.round(affected);
    }

    private long matrix() {
        return positions * (FLOAT * neurons + POSITION);
    }

    private long blocks() {
        return Math.max(1, matrix() / BLOCK);
    }

    /** Input and output weights of every neuron. */
    private long weights() {
        return 2 * FLOAT * neurons * width;
    }
}
