package io.plateau.inference.linguistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class OpenNlpAnnotatorTest {
    private static final String TEXT = "The old dog was barking. She quickly opened the door!";

    @Test
    void wordsHaveTagsAndPlacesInTheirSentence() {
        List<Word> words = OpenNlpAnnotator.load().words(TEXT);

        // Universal tags of two sentences of which no grammar would say otherwise
        assertEquals(
                List.of("The", "old", "dog", "was", "barking", ".", "She", "quickly", "opened", "the", "door", "!"),
                words.stream().map(w -> TEXT.substring(w.start(), w.end())).toList());
        assertEquals(
                List.of("DET", "ADJ", "NOUN", "AUX", "VERB", "PUNCT", "PRON", "ADV", "VERB", "DET", "NOUN", "PUNCT"),
                words.stream().map(Word::tag).toList());
        assertTrue(words.stream().allMatch(w -> w.words() == 6));
        assertEquals(List.of(0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2), words.stream().map(Word::third).toList());
    }

    @Test
    void textWithoutWordsHasNone() {
        assertEquals(List.of(), OpenNlpAnnotator.load().words(" \n "));
    }
}
