package io.plateau.inference.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Hashes of models' weights, computed once for each state of the files: gigabytes are not read again for every block. */
public final class WeightHashes {
    /** More than the models that are loaded at once. */
    private static final int CAPACITY = 8;

    private final Map<Path, Known> known = new LinkedHashMap<>(CAPACITY, 0.75f, true);

    private record Known(String state, List<FileHash> hashes) {
    }

    /** The safetensors files of a model's folder, by name. */
    public synchronized List<FileHash> of(Path directory) {
        List<Path> files = files(directory);
        String state = state(files);
        Known before = known.get(directory);
        if (before == null || !before.state().equals(state)) {
            before = new Known(state, files.stream().map(FileHash::of).toList());
            known.put(directory, before);
            if (known.size() > CAPACITY) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return before.hashes();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".safetensors")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the model's folder could not be read", e);
        }
    }

    private static String state(List<Path> files) {
        StringBuilder state = new StringBuilder();
        for (Path file : files) {
            try {
                state.append(file.toRealPath()).append(' ').append(Files.size(file)).append(' ')
                        .append(Files.getLastModifiedTime(file)).append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(file.getFileName() + " could not be read", e);
            }
        }
        return state.toString();
    }
}
