package io.plateau.inference.planning;

import java.util.List;

import io.plateau.inference.tokens.Tokenizer;

/** Properties of a tokenizer that outlive its native handle. */
record TokenizerFacts(int endOfText, List<String> notes) {
    private static final int RECORD = 128;

    static TokenizerFacts of(Tokenizer tokenizer) {
        return new TokenizerFacts(tokenizer.endOfText(), tokenizer.notes());
    }

    /** Upper bound of the memory it holds, bytes. */
    long bytes() {
        return RECORD + notes.stream().mapToLong(note -> RECORD + (long) Character.BYTES * note.length()).sum();
    }
}
