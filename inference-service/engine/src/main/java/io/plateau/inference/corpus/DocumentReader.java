package io.plateau.inference.corpus;

/** Reads a corpus document by document, never more than one in memory. */
public interface DocumentReader extends AutoCloseable {
    /**
     * The next document in the order of the file, or null at the end.
     *
     * @throws UnreadableCorpusException when the file is not what its name says; the message names the line
     */
    Document next();

    /** Where the document returned last is, for messages: corpus and line. */
    String where();

    /** What of the corpus so far was no character and was replaced. */
    Replacements replacements();

    @Override
    void close();
}
