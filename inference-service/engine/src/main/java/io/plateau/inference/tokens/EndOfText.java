package io.plateau.inference.tokens;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.plateau.contracts.UnprocessableException;

/**
 * The token that joins documents. The tokenizer names it ({@code tokenizer_config.json}, {@code special_tokens_map.json}, or
 * a token of a name that is customary); {@code eos_token_id} of the configuration must agree. Where it does not, it is
 * followed only if what it means is an end of text too, and passed over only if the model has no such token at all.
 *
 * @param note what a reader of the results should know of it; null where configuration and tokenizer simply agree
 */
record EndOfText(int id, String note) {
    /** In the order of preference: a text's end before a turn's. */
    private static final List<String> CUSTOMARY = List.of("<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>",
            "<|eos|>",
            "<\uFF5Cend\u2581of\u2581sentence\uFF5C>", "[EOS]", "<|eot_id|>", "<|im_end|>");
    private static final String CONFIG = SettingsFiles.CONFIG;
    private static final String GENERATION = "generation_config.json";

    /** @throws UnprocessableException when no token is the end of a text, or which one is contradictory */
    static EndOfText of(String model, Path directory, TokenizerFile tokenizer) {
        return new Search(model, directory, tokenizer).find();
    }

    private record Search(String model, Path directory, TokenizerFile tokenizer) {

        EndOfText find() {
            if (!Files.isRegularFile(directory.resolve(CONFIG))) {
                throw new UnprocessableException(
                        "model " + model + " has no config.json; put its configuration beside its weights");
            }
            JsonNode config = json(CONFIG);
            String source = CONFIG;
            Set<Integer> ids = ids(config, CONFIG);
            if (ids.isEmpty()) {
                source = GENERATION;
                ids = ids(json(GENERATION), GENERATION);
            }
            String named = named();
            return named == null ? byConfiguration(source, ids) : byName(named, source, ids, config);
        }

        private EndOfText byName(String named, String source, Set<Integer> ids, JsonNode config) {
            int id = tokenizer.ids().get(named);
            String taken = "documents are joined with the tokenizer's " + quoted(id);
            if (ids.isEmpty()) {
                return new EndOfText(id, "no configuration has an eos_token_id; " + taken);
            }
            if (ids.contains(id)) {
                return new EndOfText(id, ids.size() == 1 && source.equals(CONFIG)
                        ? null
                        : source + " has eos_token_id " + ids + "; " + taken);
            }
            List<Integer> ends = ids.stream().filter(i -> tokenizer.token(i).filter(CUSTOMARY::contains).isPresent())
                    .toList();
            if (ends.size() == 1) {
                return new EndOfText(ends.get(0),
                        "the tokenizer's end of text is " + quoted(id) + "; documents are joined"
                                + " with the eos_token_id of " + source + ", " + quoted(ends.get(0)));
            }
            int vocabulary = config.path("vocab_size").asInt(Integer.MAX_VALUE);
            if (ids.stream().allMatch(i -> i >= vocabulary)) {
                return new EndOfText(id, source + " has eos_token_id " + text(ids) + " but the model has tokens 0 to "
                        + (vocabulary - 1) + "; " + taken);
            }
            throw refused(source, ids,
                    "but the tokenizer's end of text is " + quoted(id) + "; set eos_token_id to " + id
                            + ", or put the tokenizer that the model was trained with beside its weights");
        }

        private EndOfText byConfiguration(String source, Set<Integer> ids) {
            if (ids.isEmpty()) {
                throw new UnprocessableException(
                        "model " + model + " names no end-of-text token; its config.json must have an"
                                + " eos_token_id or its tokenizer the token " + CUSTOMARY.get(0));
            }
            List<Integer> special = tokenizer.added().stream().filter(AddedToken::special).map(AddedToken::id)
                    .filter(ids::contains).toList();
            if (special.size() != 1) {
                throw refused(source, ids, "and the tokenizer names no end of text; name it as eos_token in"
                        + " tokenizer_config.json");
            }
            return new EndOfText(special.get(0), ids.size() == 1
                    ? null
                    : source + " has eos_token_id " + ids + "; documents are joined with " + quoted(special.get(0)));
        }

        /** What the tokenizer calls the end of a text; null where it calls nothing so. */
        private String named() {
            for (String file : List.of(SettingsFiles.TOKENIZER_CONFIG, SettingsFiles.SPECIAL_TOKENS)) {
                String content = SettingsFiles.content(json(file).path("eos_token"));
                if (content != null && !tokenizer.ids().containsKey(content)) {
                    throw new UnprocessableException("the " + file + " of model " + model + " has eos_token '" + content
                            + "', which its tokenizer.json does not have");
                }
                if (content != null) {
                    return content;
                }
            }
            return CUSTOMARY.stream().filter(tokenizer.ids()::containsKey).findFirst().orElse(null);
        }

        private Set<Integer> ids(JsonNode config, String file) {
            JsonNode field = config.path("eos_token_id");
            Set<Integer> ids = new LinkedHashSet<>();
            List<JsonNode> all = new ArrayList<>();
            if (field.isArray()) {
                field.forEach(all::add);
            } else if (!field.isMissingNode() && !field.isNull()) {
                all.add(field);
            }
            for (JsonNode id : all) {
                if (!id.isInt() || id.intValue() < 0) {
                    throw new UnprocessableException("the " + file + " of model " + model + " has eos_token_id " + field
                            + "; it must be the id of a token, a whole number from 0, or a list of such");
                }
                ids.add(id.intValue());
            }
            return ids;
        }

        private JsonNode json(String file) {
            return new SettingsFiles(model, directory).json(file);
        }

        private UnprocessableException refused(String source, Set<Integer> ids, String why) {
            Optional<String> token = ids.size() == 1 ? tokenizer.token(ids.iterator().next()) : Optional.empty();
            return new UnprocessableException("the " + source + " of model " + model + " has eos_token_id " + text(ids)
                    + (ids.size() > 1
                            ? " "
                            : token.map(t -> ", which is '" + t + "' in its tokenizer, ")
                                    .orElse(", which its tokenizer does not have, "))
                    + why);
        }

        private String quoted(int id) {
            return "'" + tokenizer.token(id).orElseThrow() + "' (" + id + ")";
        }

        private static String text(Set<Integer> ids) {
            return ids.size() == 1 ? ids.iterator().next().toString() : ids.toString();
        }
    }
}
