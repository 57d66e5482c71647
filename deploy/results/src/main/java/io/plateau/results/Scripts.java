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
     * What a database administrator runs once, after the role {@code analyst} is made and before any service starts: the role
     * and the schema {@code results}, which the analyst may read.
     */
    public static String schema() {
        return read("schema.sql");
    }

    /** What is run once for each service, after its role is made and before it starts; {@code ${service}} is the role. */
    public static String service() {
        return read("service.sql");
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
