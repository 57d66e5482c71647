package io.plateau.results;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL of this module. */
public final class Scripts {
    private Scripts() {
    }

    /**
     * What a database administrator runs once, after the services' roles are made and before any service starts: the role and
     * the schema {@code results}, and the right of the role {@code analyst} to read what services show there.
     */
    public static String schema() {
        return read("schema.sql");
    }

    /** Limits of the role {@code analyst}, set at every start; {@code ${analyst}} stands for its password. */
    public static String analyst() {
        return read("analyst.sql");
    }

    static String read(String name) {
        try (InputStream file = Scripts.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
