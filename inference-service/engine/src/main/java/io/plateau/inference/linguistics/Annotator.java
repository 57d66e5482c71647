package io.plateau.inference.linguistics;

import java.util.List;

/** Finds the sentences and words of a text. */
public interface Annotator {
    /** The words in the order of the text; they do not overlap. */
    List<Word> words(String text);
}
