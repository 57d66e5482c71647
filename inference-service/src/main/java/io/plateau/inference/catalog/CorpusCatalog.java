package io.plateau.inference.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;
import io.plateau.inference.linguistics.Parse;

/** Corpora found by name: a file under a root, with or without its ending ({@code demo} finds {@code demo.jsonl.gz}). */
public final class CorpusCatalog {
    private final Roots roots;

    public CorpusCatalog(List<Path> roots) {
        this.roots = new Roots("corpus", roots);
    }

    /** @throws UnprocessableException when there is no such corpus */
    public Corpus find(String name) {
        Path relative = roots.relative(name);
        for (Path root : roots.existing()) {
            InputFolder folder = new InputFolder("corpus " + name, root, root);
            Optional<Corpus> found = Stream.concat(Corpus.ending(name).isPresent() ? Stream.of("") : Stream.empty(),
                    Corpus.ENDINGS.stream())
                    .map(ending -> folder.find(relative.resolveSibling(relative.getFileName() + ending).toString(),
                            FileKind.CORPUS))
                    .flatMap(Optional::stream).map(file -> new Corpus(name, file)).findFirst();
            if (found.isPresent()) {
                // Read with it where it is there.
                folder.find(root.relativize(Parse.fileOf(found.get())).toString(), FileKind.PARSE);
                return found.get();
            }
        }
        List<String> names = names();
        throw new AbsentInputException("corpus " + name, "there is no corpus '" + name + "'; "
                + (names.isEmpty() ? "the configured roots hold none" : "available: " + String.join(", ", names)));
    }

    /** Names of all corpora directly under the roots, without their endings, sorted. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (Path root : roots.existing()) {
            try (Stream<Path> files = Files.list(root)) {
                files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                        .forEach(file -> Corpus.ending(file)
                                .ifPresent(ending -> names.add(file.substring(0, file.length() - ending.length()))));
            } catch (IOException e) {
                throw new UncheckedIOException("a configured root could not be read", e);
            }
        }
        return List.copyOf(names);
    }
}
