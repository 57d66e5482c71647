package io.plateau.inference.planning;

import java.util.Arrays;
import java.util.List;

import io.plateau.inference.tokens.TokenTexts;
import io.plateau.inference.tokens.Tokenizer;

/**
 * Properties of a tokenizer that outlive its native handle.
 *
 * @param size ids that it gives
 * @param bos id of the beginning-of-text token; null where the tokenizer names none
 * @param texts what the ids stand for
 * @param auto ids that its post-processor puts in front of a text
 */
record TokenizerFacts(int size, TokenTexts texts, int endOfText, Integer bos, List<Integer> auto, List<String> notes) {
    private static final int RECORD = 128;

    static TokenizerFacts of(Tokenizer tokenizer) {
        return new TokenizerFacts(tokenizer.size(), tokenizer.texts(), tokenizer.endOfText(),
                tokenizer.beginningOfText().orElse(null),
                Arrays.stream(tokenizer.postProcessorPrefix()).boxed().toList(), tokenizer.notes());
    }

    /** Upper bound of the memory it holds, bytes. */
    long bytes() {
        return RECORD + texts.bytes() + (long) Long.BYTES * auto.size()
                + notes.stream().mapToLong(note -> RECORD + (long) Character.BYTES * note.length()).sum();
    }
}
