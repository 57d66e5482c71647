package io.plateau.inference.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.plateau.inference.catalog.Model;
import io.plateau.inference.checkpoint.WeightFiles;

/** Finds models that have the same weights under another name: a comparison of the two would compare a model with itself. */
public final class SameWeights {
    /** Read of the middle and the end of a file before it is hashed: other weights differ there. */
    private static final int PROBE = 1 << 16;

    private final FileHashes hashes;

    public SameWeights(FileHashes hashes) {
        this.hashes = hashes;
    }

    /** Sentences about those of the models whose weights are those of {@code model}. */
    public List<String> notes(Model model, List<Model> models) {
        List<Path> mine = WeightFiles.of(model.files()).paths();
        List<String> notes = new ArrayList<>();
        for (Model other : models) {
            if (!other.directory().equals(model.directory()) && same(mine, WeightFiles.of(other.files()).paths())) {
                notes.add("the weights of model " + model.name() + " are those of model " + other.name()
                        + ", byte for byte");
            }
        }
        return notes;
    }

    private boolean same(List<Path> mine, List<Path> others) {
        if (mine.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!alike(mine.get(i), others.get(i))) {
                return false;
            }
        }
        for (int i = 0; i < mine.size(); i++) {
            if (!hashes.of(mine.get(i)).sha256().equals(hashes.of(others.get(i)).sha256())) {
                return false;
            }
        }
        return true;
    }

    private static boolean alike(Path a, Path b) {
        try {
            long size = Files.size(a);
            return size == Files.size(b) && probe(a, size / 2).equals(probe(b, size / 2))
                    && probe(a, Math.max(0, size - PROBE)).equals(probe(b, Math.max(0, size - PROBE)));
        } catch (IOException e) {
            throw new UncheckedIOException(a.getFileName() + " could not be compared", e);
        }
    }

    private static ByteBuffer probe(Path file, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PROBE);
        try (FileChannel channel = FileChannel.open(file)) {
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                continue;
            }
        }
        return bytes.flip();
    }
}
