package io.plateau.inference.provenance;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.files.FileState;

/**
 * Hashes of files, computed once for each state of a file: gigabytes are not read again for every block. No lock is held while
 * a file is read.
 */
public final class FileHashes {
    /** More than the files of the models and corpora that are in use at once, shards included. */
    private static final int CAPACITY = 1024;

    private final Map<Path, Known> known = new LinkedHashMap<>(64, 0.75f, true);

    private record Known(String state, CompletableFuture<FileHash> hash) {
    }

    /** @throws UnprocessableException when the file changes while it is read */
    public FileHash of(Path file) {
        Known mine = new Known(FileState.of(file), new CompletableFuture<>());
        Known found = knownOr(file, mine);
        if (found == mine) {
            compute(file, mine);
        }
        try {
            return found.hash().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private synchronized Known knownOr(Path file, Known mine) {
        Known before = known.get(file);
        if (before != null && before.state().equals(mine.state())) {
            return before;
        }
        known.put(file, mine);
        if (known.size() > CAPACITY) {
            known.remove(known.keySet().iterator().next());
        }
        return mine;
    }

    private void compute(Path file, Known mine) {
        try {
            FileHash hash = FileHash.of(file);
            if (!FileState.of(file).equals(mine.state())) {
                throw new UnprocessableException(
                        file.getFileName() + " changed while it was read; ask again once it is complete");
            }
            mine.hash().complete(hash);
        } catch (RuntimeException | Error e) {
            forget(file, mine);
            mine.hash().completeExceptionally(e);
        }
    }

    private synchronized void forget(Path file, Known mine) {
        known.remove(file, mine);
    }
}
