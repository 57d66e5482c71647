package io.plateau.inference.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.plateau.contracts.UnprocessableException;

/**
 * The folder into which native libraries are unpacked: the tensor engine's, the tokenizer's and those of JNA. Without it each
 * would choose a place of its own, most of them below the home directory.
 */
final class UnpackedLibraries {
    private static final List<String> PROPERTIES = List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "jna.tmpdir");

    private final Path directory;

    UnpackedLibraries(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /**
     * Makes the folder, tries it and names it to the libraries, unless the environment names them another.
     *
     * @throws UnprocessableException when it cannot be written, or when someone else could put a library there
     */
    void use() {
        List<String> unnamed = PROPERTIES.stream()
                .filter(name -> System.getProperty(name) == null && System.getenv(name) == null).toList();
        if (unnamed.isEmpty()) {
            return;
        }
        try {
            make();
            Files.delete(Files.createTempFile(directory, "probe-", ""));
        } catch (IOException e) {
            throw new UnprocessableException("plateau.cache.directory is " + directory
                    + ", which cannot be written; native libraries are unpacked there: name a writable directory with"
                    + " PLATEAU_CACHE_DIRECTORY", e);
        }
        unnamed.forEach(name -> System.setProperty(name, directory.toString()));
    }

    private void make() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.getParent());
            if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(directory, PosixFilePermissions
                        .asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(directory);
            }
        }
        Path mine = Files.createTempFile(directory, "owner-", "");
        try {
            // Libraries loaded from there run as this user.
            if (!Files.getOwner(directory).equals(Files.getOwner(mine))) {
                throw new UnprocessableException("plateau.cache.directory is " + directory + ", which belongs to "
                        + Files.getOwner(directory).getName() + "; name a directory of this user's with"
                        + " PLATEAU_CACHE_DIRECTORY");
            }
        } finally {
            Files.delete(mine);
        }
    }
}
