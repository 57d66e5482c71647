package io.plateau.contracts.specification;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files that a corpus' name can mean. */
public final class CorpusFile {
    /** Known endings, in the order in which a name without an ending is looked up. */
    public static final List<String> ENDINGS = List.of(".jsonl.gz", ".jsonl", ".json.gz", ".json", ".txt.gz", ".txt");

    private CorpusFile() {
    }

    /** The known ending of a file name, if it has one. */
    public static Optional<String> ending(String fileName) {
        return ENDINGS.stream().filter(fileName::endsWith).findFirst();
    }

    /** Whether there is a file of this name, with or without its ending, below a root. */
    public static boolean exists(Path root, String name) {
        return ending(name).isPresent() && Files.isRegularFile(root.resolve(name))
                || ENDINGS.stream().anyMatch(ending -> Files.isRegularFile(root.resolve(name + ending)));
    }
}
