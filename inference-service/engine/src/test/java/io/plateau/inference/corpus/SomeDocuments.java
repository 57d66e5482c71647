package io.plateau.inference.corpus;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The first documents of the bundled corpus: a test need not read all of it.
 *
 * @param corpus that has them
 * @param texts of each
 */
public record SomeDocuments(Corpus corpus, List<String> texts) {
    private static final Path DEMO = Path.of("../../deploy/models/corpora/demo.jsonl.gz");

    /** Writes them to {@code <name>.jsonl} in a folder. */
    public static SomeDocuments write(Path folder, String name, int count) throws IOException {
        Corpus some = new Corpus(name, folder.resolve(name + ".jsonl"));
        List<String> texts = new ArrayList<>();
        try (DocumentReader documents = new Corpus("demo", DEMO).open();
                Writer writer = Files.newBufferedWriter(some.file())) {
            for (int d = 0; d < count; d++) {
                texts.add(documents.next().text());
                writer.write(new ObjectMapper().writeValueAsString(Map.of("text", texts.get(d))) + "\n");
            }
        }
        return new SomeDocuments(some, List.copyOf(texts));
    }
}
