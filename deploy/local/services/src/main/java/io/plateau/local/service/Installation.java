package io.plateau.local.service;

import java.nio.file.Files;
import java.nio.file.Path;

import io.plateau.local.command.RunException;

/**
 * Where the built project is.
 *
 * @param home the top folder of the project
 */
public record Installation(Path home) {
    /** As the property {@code plateau.home} says; the script sets it. */
    public static Installation fromSystemProperty() {
        String home = System.getProperty("plateau.home");
        if (home == null) {
            throw new RunException("the property plateau.home is missing: start Plateau with deploy/local/run");
        }
        return new Installation(Path.of(home).toAbsolutePath().normalize());
    }

    /** @throws RunException naming the service that is not there */
    public void requireBuilt() {
        for (Service service : Service.values()) {
            if (!Files.exists(serviceJar(service))) {
                throw new RunException(service.module() + " is not built; build it with ./mvnw -Dquick package");
            }
        }
    }

    public Path serviceJar(Service service) {
        return home.resolve(service.module()).resolve("target/" + service.module() + "-runner.jar");
    }

    public ClassArchives classArchives(boolean recording) {
        return new ClassArchives(target().resolve("classes-archive"), recording);
    }

    public Path models() {
        return home.resolve("deploy/models");
    }

    /** A model so small that the time of a test is not the model's. */
    public Path testModels() {
        return home.resolve("deploy/local/testing/models");
    }

    public Path corpora() {
        return home.resolve("deploy/models/corpora");
    }

    /** Of the launcher: run-time data and output go here unless told otherwise. */
    public Path target() {
        return home.resolve("deploy/local/target");
    }
}
