package io.plateau.inference.files;

/** Kind of a file and its size limit: a file parsed as a whole must fit in memory. */
public enum FileKind {
    /** {@code config.json}: a few kilobytes, with labels some hundred. */
    CONFIG(16L << 20, true),
    /** The index of a sharded checkpoint: about a hundred bytes per tensor. */
    INDEX(16L << 20, true),
    /** {@code tokenizer.json}: 35 MB with the largest vocabularies published. */
    TOKENIZER(256L << 20, true),
    /** {@code token-counts.json}: at most some twenty bytes per token. */
    COUNTS(64L << 20, true),
    /** Safetensors; mapped. */
    WEIGHTS(1L << 40, true),
    /** Documents; streamed. Their reader says what an empty one should hold, and a page may be a document. */
    CORPUS(1L << 40, false),
    /** CoNLL-U; streamed. */
    PARSE(1L << 40, false),
    /** {@code README.md} of a model: some pages. */
    CARD(1L << 20, false);

    private final long largest;
    private final boolean structured;

    FileKind(long largest, boolean structured) {
        this.largest = largest;
        this.structured = structured;
    }

    /** Bytes. */
    long largest() {
        return largest;
    }

    /** Whether neither nothing nor a web page can be such a file. */
    boolean structured() {
        return structured;
    }
}
