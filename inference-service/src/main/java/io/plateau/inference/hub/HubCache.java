package io.plateau.inference.hub;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

import io.plateau.contracts.specification.HubModelId;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;

/**
 * The folder that Hugging Face's tools keep a model in: {@code models--organisation--name} with {@code blobs/<etag>},
 * {@code refs/<revision>} (a file that holds a commit) and {@code snapshots/<commit>/<file>} (links to blobs).
 */
final class HubCache {
    private final Path locks;
    private final Path repository;

    HubCache(Path cache, HubModelId id) {
        String folder = "models--" + id.organisation() + "--" + id.name();
        this.repository = cache.resolve(folder);
        this.locks = cache.resolve(".locks").resolve(folder);
    }

    /** Blobs, refs and snapshots of the model. */
    Path repository() {
        return repository;
    }

    Path blob(String etag) {
        return repository.resolve("blobs").resolve(etag);
    }

    Path snapshot(String commit) {
        return repository.resolve("snapshots").resolve(commit);
    }

    CacheLock lock(String etag) throws IOException {
        return CacheLock.on(locks.resolve(etag + ".lock"));
    }

    /** The commit that a revision stood for when it was last fetched. */
    Optional<String> commit(HubModelId id) throws IOException {
        if (id.isPinned()) {
            return Optional.of(id.revision());
        }
        Path ref = repository.resolve("refs").resolve(id.revision());
        if (!Files.isRegularFile(ref)) {
            return Optional.empty();
        }
        Path checked = InputFolder.of("model " + id, ref.getParent()).require(ref.getFileName().toString(),
                FileKind.INDEX, "it says what commit the revision is");
        return Optional.of(Files.readString(checked).strip()).filter(commit -> commit.matches("[0-9a-f]{40}"));
    }

    /** Remembers what a revision stands for. */
    void remember(HubModelId id, String commit) throws IOException {
        if (!id.isPinned()) {
            Path ref = repository.resolve("refs").resolve(id.revision());
            Files.createDirectories(ref.getParent());
            Path written = ref.resolveSibling(ref.getFileName() + "." + UUID.randomUUID());
            Files.writeString(written, commit);
            Files.move(written, ref, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Puts a blob into the snapshot of its commit, as a relative link: the cache can be moved. */
    void link(HubFile file) throws IOException {
        Path link = snapshot(file.commit()).resolve(file.path());
        Files.createDirectories(link.getParent());
        if (!Files.exists(link)) {
            Files.deleteIfExists(link);
            try {
                Files.createSymbolicLink(link, link.getParent().relativize(blob(file.etag())));
            } catch (FileAlreadyExistsException e) {
                // Another process was quicker; its link says the same.
                if (!Files.exists(link)) {
                    throw e;
                }
            }
        }
    }
}
