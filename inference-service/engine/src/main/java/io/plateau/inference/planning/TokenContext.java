package io.plateau.inference.planning;

import java.util.Arrays;
import java.util.List;

/**
 * T consecutive tokens of the joined documents.
 *
 * @param corpusIndex which context of the corpus, from 0
 * @param tokens T token ids
 * @param text where text begins: tokens before it are the prefix
 * @param startsDocument true when the first token of text is also the first of a document
 * @param excerpts the text behind the tokens, in order; empty where it is not requested
 */
record TokenContext(long corpusIndex, int[] tokens, int text, boolean startsDocument, List<Excerpt> excerpts) {

    /**
     * The usable target positions, ascending: t predicts the token at t + 1. Left out are positions that read the first
     * token of a document (they have seen nothing before it) or the end of a text (they would predict the first token of
     * an unrelated document), positions whose target is the end of a text, and the prefix. Contexts are cut full, so there
     * is no padding.
     */
    public int[] targets(int endOfText) {
        int[] found = new int[tokens.length];
        int count = 0;
        for (int t = text; t + 1 < tokens.length; t++) {
            boolean first = t == text ? startsDocument : tokens[t - 1] == endOfText;
            if (!first && tokens[t] != endOfText && tokens[t + 1] != endOfText) {
                found[count++] = t;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
