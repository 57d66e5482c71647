package io.plateau.inference.tokens;

import java.util.List;
import java.util.Optional;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.TokenSpecification.Prefix;

/** Turns text into the token ids of one model. */
public interface Tokenizer {
    /** Token ids of a text, without anything added to it. */
    int[] encode(String text);

    /** The same tokens with the characters they stand for. */
    TokenizedText tokenize(String text);

    /** Ids that it gives: 0 … size − 1, rows of a padded vocabulary not among them. */
    int size();

    /** What they stand for. */
    TokenTexts texts();

    /** Id of the token that joins documents. */
    int endOfText();

    /** Id of the token that begins texts, if the tokenizer names one. */
    default Optional<Integer> beginningOfText() {
        return Optional.empty();
    }

    /** Ids that the tokenizer's own post-processor puts in front of a text. */
    default int[] postProcessorPrefix() {
        return new int[0];
    }

    /**
     * Ids that contexts begin with.
     *
     * @throws UnprocessableException when a beginning of text is requested and the tokenizer has none
     */
    default int[] prefix(Prefix asked) {
        return switch (asked) {
            case NONE -> new int[0];
            case BOS -> new int[]{beginningOfText().orElseThrow(() -> new UnprocessableException(
                    "tokens.prefix is bos but the model names no beginning-of-text token (bos_token in"
                            + " tokenizer_config.json, bos_token_id in config.json); set tokens.prefix to none or auto"))};
            case AUTO -> postProcessorPrefix();
        };
    }

    /** What a reader of the results should know of the tokenizer, in sentences without a full stop. */
    default List<String> notes() {
        return List.of();
    }
}
