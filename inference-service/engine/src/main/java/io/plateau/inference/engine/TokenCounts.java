package io.plateau.inference.engine;

/**
 * @param counts occurrences of the tokens that the tokenizer has
 * @param takeApart whether loss changes are taken apart by them
 */
public record TokenCounts(long[] counts, boolean takeApart) {
}
