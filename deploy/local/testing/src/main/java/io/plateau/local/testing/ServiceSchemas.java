package io.plateau.local.testing;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

import io.plateau.local.database.LocalDatabase;
import io.plateau.results.JoinedViews;

/** The services' schemas as their own migrations make them, each run by the service's role, as its service runs them. */
public final class ServiceSchemas {
    private static final Path PROJECT = Path.of("../../..").toAbsolutePath().normalize();

    private ServiceSchemas() {
    }

    public static void migrate(LocalDatabase database) {
        LocalDatabase.SERVICES.forEach(service -> migrate(database, database.jdbcUrl(), service));
    }

    /** @param url of the database, which may be another than the server's {@code plateau} */
    public static void migrate(LocalDatabase database, String url, String service) {
        configuration(database, url, service).callbacks(new JoinedViews()).load().migrate();
    }

    /** As far as a service has come that is still migrating: views of several services' data are not made yet. */
    static void migrateUpTo(String version, LocalDatabase database, String url, String service) {
        configuration(database, url, service).target(version).load().migrate();
    }

    private static FluentConfiguration configuration(LocalDatabase database, String url, String service) {
        return Flyway.configure().dataSource(url, service, database.password(service)).defaultSchema(service)
                .locations(locations(service));
    }

    /** As {@code quarkus.flyway.locations} names them. */
    private static String[] locations(String service) {
        return Stream.of("deploy/runtime/src/main/resources/db/runtime",
                service + "-service/src/main/resources/db/migration").map(PROJECT::resolve)
                .map(folder -> "filesystem:" + folder).toArray(String[]::new);
    }
}
