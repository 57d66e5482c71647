package io.plateau.inference.tokens;

import java.nio.file.Path;
import java.util.Arrays;

import io.plateau.contracts.UnprocessableException;

/** How often each token occurs in some text: the frequency of science.md section 1. */
public final class TokenCounts {
    /** The file beside a model's weights that holds {@code {"tokens": n, "counts": [...]}}. */
    public static final String FILE = TokenCountsFile.NAME;

    private final long[] counts;
    private long total;

    /** No occurrences yet of any of the vocabulary's tokens. */
    public TokenCounts(int vocabulary) {
        this.counts = new long[vocabulary];
    }

    TokenCounts(long[] counts) {
        this.counts = counts;
        this.total = Arrays.stream(counts).sum();
    }

    /**
     * @param model name of the model, for messages
     * @param directory holds token-counts.json and tokenizer.json
     * @param vocabulary V; a file may stop earlier (an embedding padded beyond the tokenizer), never later
     * @throws UnprocessableException when the file is missing or does not hold counts of this vocabulary
     */
    public static TokenCounts load(String model, Path directory, int vocabulary) {
        int tokens = new TokenizerSource(model, directory).exists() ? TokenizerFile.read(model, directory).size() : 0;
        return new TokenCounts(new TokenCountsFile(model, directory).read(tokens, vocabulary));
    }

    public void add(int token) {
        counts[token]++;
        total++;
    }

    /** Occurrences of a token. */
    public long of(int token) {
        return counts[token];
    }

    /** Occurrences of tokens 0 … {@code tokens} − 1, or of as many as there are. */
    public long[] first(int tokens) {
        return Arrays.copyOf(counts, Math.min(tokens, counts.length));
    }

    /** Upper bound of the memory it holds, bytes. */
    public long bytes() {
        return 64 + (long) Long.BYTES * counts.length;
    }

    /** Occurrences of all tokens. */
    public long total() {
        return total;
    }
}
