package io.plateau.inference.tokens;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.plateau.contracts.UnprocessableException;

/** How often each token occurs in some text: the frequency of science.md section 1. */
public final class TokenCounts {
    /** The file beside a model's weights that holds {@code {"tokens": n, "counts": [...]}}. */
    public static final String FILE = "token-counts.json";

    private final long[] counts;
    private long total;

    /** No occurrences yet of any of the vocabulary's tokens. */
    public TokenCounts(int vocabulary) {
        this.counts = new long[vocabulary];
    }

    private TokenCounts(long[] counts) {
        this.counts = counts;
        this.total = Arrays.stream(counts).sum();
    }

    /**
     * @param model name of the model, for messages
     * @param vocabulary V; a file may stop earlier (an embedding padded beyond the tokenizer), never later
     * @throws UnprocessableException when the file is missing or does not hold counts of this vocabulary
     */
    public static TokenCounts load(String model, Path directory, int vocabulary) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new UnprocessableException("model " + model + " has no " + FILE
                    + "; put one beside its weights or set tokens.frequencies to corpus");
        }
        JsonNode json;
        try {
            json = JsonMapper.builder().build().readTree(file.toFile());
        } catch (IOException e) {
            throw refused(model, "is not JSON: " + e.getMessage());
        }
        JsonNode array = json.path("counts");
        if (!array.isArray() || !json.path("tokens").isIntegralNumber()) {
            throw refused(model, "must be an object {\"tokens\": n, \"counts\": [...]}");
        }
        if (array.isEmpty() || array.size() > vocabulary) {
            throw refused(model, "has " + array.size() + " counts but the model has " + vocabulary + " tokens");
        }
        return new TokenCounts(read(model, array, json.path("tokens").bigIntegerValue(), vocabulary));
    }

    private static long[] read(String model, JsonNode array, BigInteger tokens, int vocabulary) {
        long[] counts = new long[vocabulary];
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < array.size(); i++) {
            JsonNode count = array.get(i);
            if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0) {
                throw refused(model,
                        "has " + count + " as the count of token " + i + "; a count is a whole number from 0");
            }
            counts[i] = count.longValue();
            sum = sum.add(BigInteger.valueOf(counts[i]));
        }
        if (!sum.equals(tokens)) {
            throw refused(model, "says " + tokens + " tokens but its counts add up to " + sum);
        }
        if (sum.bitLength() > 62) {
            throw refused(model, "has counts that add up to " + sum + ", more than any corpus");
        }
        return counts;
    }

    private static UnprocessableException refused(String model, String why) {
        return new UnprocessableException("the " + FILE + " of model " + model + " " + why);
    }

    public void add(int token) {
        counts[token]++;
        total++;
    }

    /** Occurrences of a token. */
    public long of(int token) {
        return counts[token];
    }

    /** Occurrences of all tokens. */
    public long total() {
        return total;
    }
}
