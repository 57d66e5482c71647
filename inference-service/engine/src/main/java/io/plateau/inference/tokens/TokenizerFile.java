package io.plateau.inference.tokens;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.plateau.contracts.JsonFault;
import io.plateau.contracts.UnprocessableException;

/**
 * What {@code tokenizer.json} says of the tokens and of the way to them.
 *
 * @param ids id of every token, the added ones included
 * @param added tokens that are looked for in the text first
 * @param normalizer missing or null where there is none
 * @param preTokenizer missing or null where there is none
 * @param dropout whether merges are left out at random
 */
record TokenizerFile(Map<String, Integer> ids, List<AddedToken> added, JsonNode normalizer, JsonNode preTokenizer,
        boolean dropout) {
    static final String NAME = "tokenizer.json";
    /** Tokens of byte-level BPE, where there is no file of that name. */
    static final String VOCABULARY = "vocab.json";
    /** Its merges, likewise. */
    static final String MERGES = "merges.txt";
    private static final JsonMapper JSON = new JsonMapper();

    /** Tokens there are, counted by the highest id: an id that no token has counts as one. */
    int size() {
        return 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    }

    /** The token of an id. */
    Optional<String> token(int id) {
        return ids.entrySet().stream().filter(e -> e.getValue() == id).map(Map.Entry::getKey).findFirst();
    }

    /** @throws UnprocessableException when the file is missing, no tokenizer, or has no vocabulary */
    static TokenizerFile read(String model, Path directory) {
        Path file = directory.resolve(NAME);
        TokenizerSource source = new TokenizerSource(model, directory);
        if (!source.exists()) {
            throw new UnprocessableException("model " + model
                    + " has no tokenizer.json; put the tokenizer that it was trained with beside its weights");
        }
        try (JsonParser json = source.isWhole()
                ? JSON.createParser(file.toFile())
                : JSON.createParser(source.json())) {
            return new Reading(model).all(json);
        } catch (JsonProcessingException e) {
            throw new UnprocessableException(
                    "the tokenizer.json of model " + model + " cannot be read: it is not JSON ("
                            + JsonFault.of(e) + ")",
                    e);
        } catch (IOException e) {
            throw new UnprocessableException(
                    "the tokenizer.json of model " + model + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** One reading, token by token: merges, the largest part, are passed over. */
    private static final class Reading {
        private final String model;
        private final Map<String, Integer> ids = new HashMap<>();
        private final List<AddedToken> added = new ArrayList<>();
        private JsonNode normalizer = MissingNode.getInstance();
        private JsonNode preTokenizer = MissingNode.getInstance();
        private boolean vocabulary;
        private boolean dropout;

        private Reading(String model) {
            this.model = model;
        }

        private TokenizerFile all(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw refused("cannot be read: it must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "model" -> model(json, value);
                    case "added_tokens" -> added(json.readValueAsTree());
                    case "normalizer" -> normalizer = json.readValueAsTree();
                    case "pre_tokenizer" -> preTokenizer = json.readValueAsTree();
                    default -> json.skipChildren();
                }
            }
            if (!vocabulary) {
                throw refused("cannot be read: it has no model with a vocabulary");
            }
            added.forEach(token -> ids.put(token.content(), token.id()));
            return new TokenizerFile(ids, List.copyOf(added), normalizer, preTokenizer, dropout);
        }

        private void model(JsonParser json, JsonToken begin) throws IOException {
            if (begin != JsonToken.START_OBJECT) {
                throw refused("cannot be read: its model must be a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("vocab") && value == JsonToken.START_OBJECT) {
                    vocabulary(json);
                } else if (field.equals("vocab") && value == JsonToken.START_ARRAY) {
                    pieces(json.readValueAsTree());
                } else if (field.equals("dropout")) {
                    dropout = value.isNumeric() && json.getDoubleValue() > 0;
                } else {
                    json.skipChildren();
                }
            }
            if (vocabulary && ids.isEmpty()) {
                throw refused("has an empty vocabulary; put the tokenizer that the model was trained with beside its"
                        + " weights");
            }
        }

        private void vocabulary(JsonParser json) throws IOException {
            vocabulary = true;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String token = json.currentName();
                if (json.nextToken() != JsonToken.VALUE_NUMBER_INT || json.getNumberType() != JsonParser.NumberType.INT
                        || json.getIntValue() < 0) {
                    throw refused("gives its token '" + token + "' the id " + json.getText()
                            + "; an id is a whole number from 0");
                }
                ids.put(token, json.getIntValue());
            }
        }

        /** As unigram models have them: pairs of a token and its score, in the order of ids. */
        private void pieces(JsonNode pieces) {
            vocabulary = true;
            for (int id = 0; id < pieces.size(); id++) {
                ids.put(pieces.get(id).path(0).asText(), id);
            }
        }

        private void added(JsonNode tokens) {
            for (JsonNode token : tokens) {
                JsonNode id = token.path("id");
                if (!id.isInt() || id.intValue() < 0 || !token.path("content").isTextual()) {
                    throw refused("has an added token without content or with the id " + id
                            + "; an id is a whole number from 0");
                }
                added.add(new AddedToken(id.intValue(), token.get("content").textValue(),
                        token.path("special").booleanValue(), token.path("single_word").booleanValue(),
                        token.path("rstrip").booleanValue()));
            }
        }

        private UnprocessableException refused(String why) {
            return new UnprocessableException("the tokenizer.json of model " + model + " " + why);
        }
    }
}
