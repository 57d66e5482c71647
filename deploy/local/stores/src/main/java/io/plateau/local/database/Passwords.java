package io.plateau.local.database;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Properties;

/** One password per role, kept beside the data they open. */
final class Passwords {
    static final String SUPERUSER = "postgres";
    static final String ANALYST = "analyst";

    private final Properties byRole;

    private Passwords(Properties byRole) {
        this.byRole = byRole;
    }

    /** Reads the file; draws the passwords that are missing and writes it, readable by its owner alone. */
    static Passwords in(Path file) throws IOException {
        Properties byRole = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                byRole.load(reader);
            }
            if (byRole.stringPropertyNames().containsAll(LocalDatabase.SERVICES)) {
                return new Passwords(byRole);
            }
        }
        SecureRandom random = new SecureRandom();
        byRole.putIfAbsent(SUPERUSER, draw(random));
        LocalDatabase.SERVICES.forEach(role -> byRole.putIfAbsent(role, draw(random)));
        // Typed by hand into psql; reads results, from this machine, and nothing else.
        byRole.setProperty(ANALYST, ANALYST);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished);
        if (Files.getFileStore(unfinished).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(unfinished,
                    EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        }
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            byRole.store(writer, "Passwords of the database roles.");
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        return new Passwords(byRole);
    }

    String of(String role) {
        String password = byRole.getProperty(role);
        if (password == null) {
            throw new IllegalArgumentException(
                    "there is no database role '" + role + "'; there are " + LocalDatabase.SERVICES + ", "
                            + ANALYST + " and " + SUPERUSER);
        }
        return password;
    }

    private static String draw(SecureRandom random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
