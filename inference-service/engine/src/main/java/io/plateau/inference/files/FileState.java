package io.plateau.inference.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What changes when a file does, without reading it. */
public final class FileState {
    private static final Set<String> VIEWS = Path.of("").getFileSystem().supportedFileAttributeViews();
    /** The time of the last change of the inode cannot be set by hand, as that of the content can. */
    private static final String ATTRIBUTES = VIEWS.contains("unix")
            ? "unix:dev,ino,size,lastModifiedTime,ctime"
            : "size,lastModifiedTime,fileKey";

    private FileState() {
    }

    /** Of the file itself, links resolved. */
    public static String of(Path file) {
        try {
            Map<String, Object> attributes = new TreeMap<>(Files.readAttributes(file, ATTRIBUTES));
            return file.toRealPath() + " " + attributes;
        } catch (IOException e) {
            throw new UncheckedIOException(file.getFileName() + " could not be read", e);
        }
    }
}
