package io.plateau.inference.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ContextCutterTest {
    private static final int END = 0;
    private final List<TokenContext> contexts = new ArrayList<>();
    private final ContextCutter cutter = new ContextCutter(4, END, contexts::add);

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
    void firstPositionsAndEndsOfTextAreNoTargets() {
        // 0 starts a document; 2 predicts the end; 3 is the end; 4 starts a document; 7 has no successor
        int[] tokens = {1, 2, 3, END, 4, 5, 6, 7};

        assertArrayEquals(new int[]{1, 5, 6}, new TokenContext(0, tokens, true, List.of()).targets(END));
        assertArrayEquals(new int[]{0, 1, 5, 6}, new TokenContext(0, tokens, false, List.of()).targets(END));
    }
}
