package io.plateau.local.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;

import io.plateau.local.command.RunException;

/** The key with which the services of one data directory sign their events, kept beside the events that it signed. */
public final class EventKeyFile {
    private static final String NAME = "event-keys";
    private static final int SECRET_BYTES = 32;

    private EventKeyFile() {
    }

    /** Reads the file, or draws a key and writes it, readable by its owner alone; in the form of the services' setting. */
    public static String in(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            if (Files.exists(file)) {
                return Files.readString(file).strip();
            }
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            String keys = "local:" + HexFormat.of().formatHex(secret);
            Path unfinished = file.resolveSibling(NAME + ".new");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished);
            if (Files.getFileStore(unfinished).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(unfinished,
                        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
            Files.writeString(unfinished, keys);
            Files.move(unfinished, file);
            return keys;
        } catch (IOException e) {
            throw new RunException("the key of the events in " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }
}
