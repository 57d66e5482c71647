package io.plateau.inference.tokens;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;

import io.plateau.contracts.JsonFault;
import io.plateau.contracts.UnprocessableException;

/** Reads {@code {"tokens": n, "counts": [...]}}, count by count: a file of any size takes the memory of the vocabulary. */
final class TokenCountsFile {
    static final String NAME = "token-counts.json";
    /** Half of what a long holds, so that no sum of two overflows. */
    private static final int MOST_BITS = 62;
    /** NaN is read so that it can be refused as what it is. */
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    private final String model;
    private final Path file;
    private BigInteger tokens;
    private long[] counts;
    private long found;
    private BigInteger sum = BigInteger.ZERO;

    TokenCountsFile(String model, Path directory) {
        this.model = model;
        this.file = directory.resolve(NAME);
    }

    /**
     * @param tokenizer how many tokens the tokenizer has
     * @param vocabulary V
     * @return V counts
     */
    long[] read(int tokenizer, int vocabulary) {
        if (!Files.isRegularFile(file)) {
            throw new UnprocessableException("model " + model + " has no " + NAME
                    + "; put one beside its weights or set tokens.frequencies to corpus");
        }
        counts = new long[vocabulary];
        try (JsonParser json = JSON.createParser(file.toFile())) {
            fields(json);
        } catch (JsonProcessingException e) {
            throw refused("is not JSON: " + JsonFault.of(e));
        } catch (IOException e) {
            throw refused("cannot be read: " + e.getMessage());
        }
        require(tokenizer, vocabulary);
        return counts;
    }

    private void fields(JsonParser json) throws IOException {
        boolean array = false;
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("tokens")) {
                    tokens = whole(json, value, "its number of tokens");
                } else if (field.equals("counts") && value == JsonToken.START_ARRAY) {
                    array = true;
                    counts(json);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (!array || tokens == null) {
            throw refused("must be an object {\"tokens\": n, \"counts\": [...]}"
                    + (array ? "; it has no tokens" : tokens == null ? "" : "; it has no list of counts"));
        }
        if (json.nextToken() != null) {
            throw refused("has something behind its object; it must end there");
        }
    }

    private void counts(JsonParser json) throws IOException {
        for (JsonToken value = json.nextToken(); value != JsonToken.END_ARRAY; value = json.nextToken()) {
            BigInteger count = whole(json, value, "the count of token " + found);
            if (found < counts.length) {
                counts[(int) found] = count.longValue();
            }
            found++;
            sum = sum.add(count);
        }
    }

    private BigInteger whole(JsonParser json, JsonToken value, String what) throws IOException {
        BigInteger number = value == JsonToken.VALUE_NUMBER_INT ? json.getBigIntegerValue() : null;
        if (number == null || number.signum() < 0) {
            throw refused("has " + text(json, value) + " as " + what + "; a count is a whole number from 0");
        }
        if (number.bitLength() > MOST_BITS) {
            throw refused("has " + number + " as " + what + ", more than any corpus has tokens");
        }
        return number;
    }

    private static String text(JsonParser json, JsonToken value) throws IOException {
        return value == JsonToken.START_ARRAY
                ? "a list"
                : value == JsonToken.START_OBJECT
                        ? "an object"
                        : value == JsonToken.VALUE_STRING ? "the text '" + json.getText() + "'" : json.getText();
    }

    private void require(int tokenizer, int vocabulary) {
        if (found == 0) {
            throw refused("has no counts; it needs one for every token, in the order of their ids");
        }
        if (found > vocabulary) {
            throw refused("has " + found + " counts but the model has " + vocabulary
                    + " tokens; it belongs to another model");
        }
        // A tokenizer may know more tokens than the model; these are refused when they occur.
        if (found < Math.min(tokenizer, vocabulary)) {
            throw refused("has " + found + " counts but the tokenizer has " + tokenizer
                    + " tokens; it needs one for every token, in the order of their ids");
        }
        if (!sum.equals(tokens)) {
            throw refused("says " + tokens + " tokens but its counts add up to " + sum);
        }
        if (sum.signum() == 0) {
            throw refused("counts no token at all: every count is 0; count the tokens of a corpus, or set"
                    + " tokens.frequencies to corpus");
        }
        if (sum.bitLength() > MOST_BITS) {
            throw refused("has counts that add up to " + sum + ", more than any corpus");
        }
    }

    private UnprocessableException refused(String why) {
        return new UnprocessableException("the " + NAME + " of model " + model + " " + why);
    }
}
