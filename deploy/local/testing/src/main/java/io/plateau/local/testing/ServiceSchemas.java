package io.plateau.local.testing;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;

import io.plateau.local.database.LocalDatabase;

/** The services' schemas as their own migrations make them, each run by the service's role, as its service runs them. */
public final class ServiceSchemas {
    private static final Path PROJECT = Path.of("../../..").toAbsolutePath().normalize();

    private ServiceSchemas() {
    }

    public static void migrate(LocalDatabase database) {
        LocalDatabase.SERVICES.forEach(service -> migrate(database, service, MigrationVersion.LATEST));
    }

    /** One service's, up to a version. */
    public static void migrate(LocalDatabase database, String service, MigrationVersion target) {
        Flyway.configure().dataSource(database.jdbcUrl(), service, database.password(service)).defaultSchema(service)
                .locations(locations(service)).target(target).load().migrate();
    }

    /** As {@code quarkus.flyway.locations} names them. */
    private static String[] locations(String service) {
        return Stream.of("deploy/runtime/src/main/resources/db/runtime",
                service + "-service/src/main/resources/db/migration").map(PROJECT::resolve)
                .map(folder -> "filesystem:" + folder).toArray(String[]::new);
    }
}
