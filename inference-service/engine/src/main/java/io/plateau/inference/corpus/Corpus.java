package io.plateau.inference.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.plateau.contracts.specification.CorpusFile;

/**
 * A corpus file under the name people call it by (science.md section 1). Its ending says what it holds:
 * {@code .jsonl} and {@code .json} one JSON object with a {@code text} per line, {@code .txt} one plain
 * text; each also with {@code .gz}.
 *
 * @param name the name in specifications
 * @param file where it is
 */
public record Corpus(String name, Path file) {
    /** Known endings, in the order in which a name without an ending is looked up. */
    public static final List<String> ENDINGS = CorpusFile.ENDINGS;

    /** The known ending of a file name, if it has one. */
    public static Optional<String> ending(String fileName) {
        return CorpusFile.ending(fileName);
    }

    /** @throws UnreadableCorpusException when the file cannot be opened */
    public DocumentReader open() {
        String ending = ending(file.getFileName().toString()).orElseThrow(() -> new UnreadableCorpusException(
                "corpus " + name + " has a file name of an unknown kind; it must end in "
                        + String.join(", ", ENDINGS)));
        Lines lines = Lines.open("corpus " + name, file);
        return ending.startsWith(".txt") ? new PlainTextReader(name, lines) : new JsonLinesReader(name, lines);
    }
}
