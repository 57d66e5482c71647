package io.plateau.local.database;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Everyone needs a password: a service that could become another's role would have no schema of its own. */
final class ClientAuthentication {
    private ClientAuthentication() {
    }

    static void write(File dataDirectory) {
        try {
            Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"),
                    "host all all 127.0.0.1/32 scram-sha-256\n");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's client authentication could not be written", e);
        }
    }
}
