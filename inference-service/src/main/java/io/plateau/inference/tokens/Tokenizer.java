package io.plateau.inference.tokens;

import java.util.List;

/** Turns text into the token ids of one model. */
public interface Tokenizer {
    /** Token ids of a text, without anything added to it. */
    int[] encode(String text);

    /** The same tokens with the characters they stand for. */
    TokenizedText tokenize(String text);

    /** Id of the token that joins documents. */
    int endOfText();

    /** What a reader of the results should know of the tokenizer, in sentences without a full stop. */
    default List<String> notes() {
        return List.of();
    }
}
