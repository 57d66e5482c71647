package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

class ContextCutterTest {
    private static final int END = 0;
    private final List<TokenContext> contexts = new ArrayList<>();
    private final ContextCutter cutter = new ContextCutter(4, TextMarks.withoutPrefix(END), contexts::add);

    @Test
    void documentsAreJoinedAndCutAndTheRestDropped() {
        cutter.append(new int[]{1, 2, 3}, false);
        cutter.append(new int[0], false);
        cutter.append(new int[]{4, 5}, false);
        cutter.append(new int[]{6}, true);
        cutter.append(new int[]{7, 8, 9}, false);

        // 1 2 3 E | 4 5 6 E | 7 8 9
        assertEquals(11, cutter.tokens());
        assertEquals(2, cutter.contexts());
        assertArrayEquals(new int[]{1, 2, 3, END}, contexts.get(0).tokens());
        assertArrayEquals(new int[]{4, 5, 6, END}, contexts.get(1).tokens());
        assertEquals(List.of(0L, 1L), contexts.stream().map(TokenContext::corpusIndex).toList());
        assertEquals(List.of(true, true), contexts.stream().map(TokenContext::startsDocument).toList());
    }

    @Test
    void aContextInTheMiddleOfADocumentStartsNone() {
        cutter.append(new int[]{1, 2, 3, 4, 5, 6, 7, 8}, false);

        assertEquals(List.of(true, false), contexts.stream().map(TokenContext::startsDocument).toList());
    }

    @Test
    void everyContextBeginsWithThePrefix() {
        ContextCutter prefixed = new ContextCutter(4, new TextMarks(END, new int[]{9}), contexts::add);
        prefixed.append(new int[]{1, 2, 3, 4}, false);
        prefixed.append(new int[]{5, 6, 7}, false);

        // 9 1 2 3 | 9 4 E 5 | 9 6 7
        assertEquals(List.of(List.of(9, 1, 2, 3), List.of(9, 4, END, 5)), tokens());
        assertEquals(List.of(true, false), contexts.stream().map(TokenContext::startsDocument).toList());
        assertEquals(8, prefixed.tokens());
        // The prefix is neither a position that is studied nor a target; position 1 reads a document's first token
        assertArrayEquals(new int[]{2}, contexts.get(0).targets(END));
        assertArrayEquals(new int[0], contexts.get(1).targets(END));
    }

    @Test
    void aPrefixNeverStandsTwice() {
        // Given the end of a text for a prefix, and documents that end where contexts do
        ContextCutter prefixed = new ContextCutter(4, new TextMarks(END, new int[]{END}), contexts::add);
        prefixed.append(new int[]{1, 2, 3}, false);
        prefixed.append(new int[]{4, 5, 6}, false);
        prefixed.append(new int[]{7, 8}, false);

        assertEquals(List.of(List.of(END, 1, 2, 3), List.of(END, 4, 5, 6)), tokens());
        assertEquals(List.of(true, true), contexts.stream().map(TokenContext::startsDocument).toList());
        // And a document whose own text begins with a prefix of two tokens
        contexts.clear();
        ContextCutter two = new ContextCutter(5, new TextMarks(END, new int[]{8, 9}), contexts::add);
        two.append(new int[]{8, 9, 1, 2, 3, 8, 4, 5}, false);
        assertEquals(List.of(List.of(8, 9, 1, 2, 3), List.of(8, 9, 8, 4, 5)), tokens());
        assertEquals(List.of(true, false), contexts.stream().map(TokenContext::startsDocument).toList());
    }

    private List<List<Integer>> tokens() {
        return contexts.stream().map(context -> Arrays.stream(context.tokens()).boxed().toList()).toList();
    }

    @Test
    void firstPositionsAndEndsOfTextAreNoTargets() {
        // 0 starts a document; 2 predicts the end; 3 is the end; 4 starts a document; 7 has no successor
        int[] tokens = {1, 2, 3, END, 4, 5, 6, 7};

        assertArrayEquals(new int[]{1, 5, 6}, new TokenContext(0, tokens, 0, true, List.of()).targets(END));
        assertArrayEquals(new int[]{0, 1, 5, 6}, new TokenContext(0, tokens, 0, false, List.of()).targets(END));
    }
}
