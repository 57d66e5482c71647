package io.plateau.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.plateau.local.service.Installation;

/** A folder that looks like the project with its two models, but nothing built. */
final class TestInstallation {
    private TestInstallation() {
    }

    static Installation in(Path home) throws IOException {
        for (String name : RunOptions.DEFAULT_MODELS) {
            model(home.resolve("deploy/models").resolve(name));
        }
        return new Installation(home);
    }

    static Path model(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), "{}");
        return directory;
    }
}
