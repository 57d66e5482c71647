package io.plateau.local.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The services' schemas as their own migrations make them, each run by the service's role. */
public final class ServiceSchemas {
    private static final Path PROJECT = Path.of("../..");

    private ServiceSchemas() {
    }

    public static void migrate(LocalDatabase database) throws IOException, SQLException {
        for (String service : LocalDatabase.SERVICES) {
            try (Connection connection = database.connect(service);
                    Statement statement = connection.createStatement()) {
                for (Path script : scripts(service)) {
                    statement.execute(Files.readString(script));
                }
            }
        }
    }

    private static List<Path> scripts(String service) throws IOException {
        try (Stream<Path> shared = Files.list(PROJECT.resolve("deploy/runtime/src/main/resources/db/runtime"));
                Stream<Path> own = Files.list(PROJECT.resolve(service + "-service/src/main/resources/db/migration"))) {
            return Stream.concat(shared, own).sorted(Comparator.comparingInt(ServiceSchemas::version)).toList();
        }
    }

    /** 12 of {@code V12__matching.sql}; what is run after all versions comes last. */
    private static int version(Path script) {
        String name = script.getFileName().toString();
        return name.startsWith("afterMigrate__")
                ? Integer.MAX_VALUE
                : Integer.parseInt(name.replaceAll("^V([0-9]+)__.*", "$1"));
    }
}
