package io.plateau.inference.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

import io.plateau.contracts.UnprocessableException;

/**
 * A folder that people put files into. Every file is looked at before it is opened: only a regular file is (a device or a
 * named pipe would hang its reader), only one that lies under the root with its links resolved, of a sane size, readable, and
 * not something else under its name.
 *
 * @param owner whose files they are, for messages: {@code model tiny}
 * @param root what links may not leave, links resolved
 */
public record InputFolder(String owner, Path directory, Path root) {
    private static final int LOOK = 512;
    private static final String UNREADABLE = "cannot be read: its permissions do not let the service";

    /** A folder whose files may be links only within it, or in a hub's cache within the model's part of the cache. */
    public static InputFolder of(String owner, Path directory) {
        Path real = real(owner, directory);
        Path parent = real.getParent();
        boolean snapshot = parent != null && parent.endsWith("snapshots") && parent.getParent() != null
                && String.valueOf(parent.getParent().getFileName()).startsWith("models--");
        return new InputFolder(owner, directory, snapshot ? parent.getParent() : real);
    }

    /**
     * @param why the file is needed, for the message that it is missing
     * @return the file in this folder, links not resolved: its name says what it is
     * @throws UnprocessableException naming the file and what is wrong with it
     */
    public Path require(String file, FileKind kind, String why) {
        return find(file, kind).orElseThrow(() -> new UnprocessableException(owner + " has no " + file + "; " + why));
    }

    /**
     * @return the file in this folder if anything has that name, links not resolved
     * @throws UnprocessableException naming the file and what is wrong with it
     */
    public Optional<Path> find(String file, FileKind kind) {
        Path path = directory.resolve(file);
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            check(file, path, kind);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " of " + owner + " could not be read", e);
        }
        return Optional.of(path);
    }

    private void check(String file, Path path, FileKind kind) throws IOException {
        Path real;
        try {
            real = path.toRealPath();
        } catch (AccessDeniedException e) {
            throw refused(file, UNREADABLE, e);
        } catch (FileSystemException e) {
            // Of what is missing, and of links in a circle.
            throw refused(file, "is a link to a file that is not there", e);
        }
        if (!real.startsWith(root)) {
            throw refused(file, "is a link that leads out of its root; only what lies under a configured root is read",
                    null);
        }
        BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw refused(file, "is a " + (attributes.isDirectory() ? "directory" : "device, named pipe or socket")
                    + "; it must be a regular file", null);
        }
        if (!Files.isReadable(real)) {
            throw refused(file, UNREADABLE, null);
        }
        if (attributes.size() > kind.largest()) {
            throw refused(file, "has " + attributes.size() + " bytes; such a file has at most " + kind.largest(), null);
        }
        try (InputStream bytes = Files.newInputStream(real)) {
            Optional<String> other = Disguise.of(bytes.readNBytes(LOOK), kind);
            if (other.isPresent()) {
                throw refused(file, other.get(), null);
            }
        }
    }

    private UnprocessableException refused(String file, String why, Throwable cause) {
        return new UnprocessableException(file + " of " + owner + " " + why, cause);
    }

    private static Path real(String owner, Path directory) {
        try {
            return directory.toRealPath();
        } catch (NoSuchFileException e) {
            throw new UnprocessableException(owner + " is not a directory", e);
        } catch (IOException e) {
            throw new UncheckedIOException(owner + " could not be read", e);
        }
    }
}
