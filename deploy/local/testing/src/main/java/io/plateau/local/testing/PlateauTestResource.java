package io.plateau.local.testing;

import java.util.Map;
import java.util.Properties;

import io.plateau.local.database.LocalDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A real broker with the declared topics and a real PostgreSQL, started once per JVM and ended with it:
 * <pre>
 * &#64;QuarkusTestResource(value = PlateauTestResource.class, initArgs = &#64;ResourceArg(name = "service", value = "graph"))
 * </pre>
 * Tests of one JVM share topics and tables: each takes an experiment id of its own.
 */
public final class PlateauTestResource implements QuarkusTestResourceLifecycleManager {
    private String service;

    @Override
    public void init(Map<String, String> initArgs) {
        service = initArgs.get("service");
        if (!LocalDatabase.SERVICES.contains(service)) {
            throw new IllegalArgumentException("the init argument 'service' is '" + service + "'; it must be one of "
                    + String.join(", ", LocalDatabase.SERVICES));
        }
    }

    @Override
    public Map<String, String> start() {
        Properties addresses = TestSystemProcess.ofThisJvm();
        return Map.of("kafka.bootstrap.servers", addresses.getProperty("kafka"), "quarkus.datasource.jdbc.url",
                addresses.getProperty("jdbc"), "quarkus.datasource.username", service, "quarkus.datasource.password",
                addresses.getProperty(service), "plateau.events.keys", TestKeys.TEXT);
    }

    /** Nothing: the next test class uses them too, and they end with this JVM. */
    @Override
    public void stop() {
    }
}
