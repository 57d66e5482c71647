package io.plateau.inference.tokens;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What every token of a tokenizer stands for, packed: a vocabulary of strings takes ten times the memory. A token that is part of a
 * character, as tokens of bytes may be, is U+FFFD.
 *
 * @param ends V: where each token's text ends
 * @param utf8 the texts, one after the other
 */
public record TokenTexts(int[] ends, byte[] utf8) {

    /** @param texts by id, from 0 */
    static TokenTexts of(List<String> texts) {
        int[] ends = new int[texts.size()];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int token = 0; token < ends.length; token++) {
            // No database holds this character in a text.
            bytes.writeBytes(texts.get(token).replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8));
            ends[token] = bytes.size();
        }
        return new TokenTexts(ends, bytes.toByteArray());
    }

    /** Null of an id that the tokenizer does not give, such as a row that pads the vocabulary. */
    public String of(int token) {
        if (token >= ends.length) {
            return null;
        }
        int from = token == 0 ? 0 : ends[token - 1];
        return new String(utf8, from, ends[token] - from, StandardCharsets.UTF_8);
    }

    /** Memory that it holds, bytes. */
    public long bytes() {
        return (long) Integer.BYTES * ends.length + utf8.length;
    }
}
