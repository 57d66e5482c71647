package io.plateau.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged services have nothing by which a harness could stop or break them. */
class ShippedServicesIT {
    private static final Path HOME = Path.of("../..");
    /** Of the local system, whose agent weaves moments and breaks into the services under test. */
    private static final String LOCAL = "io/plateau/local/";

    @ParameterizedTest
    @ValueSource(strings = {"inference", "influence", "graph", "routing"})
    void noArchiveOfAServiceHasAClassOfTheHarness(String service) throws IOException {
        Path target = HOME.resolve(service + "-service/target");
        List<Path> archives = new ArrayList<>(List.of(target.resolve(service + "-service-runner.jar")));
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            archives.addAll(libraries.filter(file -> file.getFileName().toString().contains("io.plateau")).toList());
        }
        List<String> own = new ArrayList<>();
        List<String> harness = new ArrayList<>();
        for (Path archive : archives) {
            try (JarFile jar = new JarFile(archive.toFile())) {
                jar.stream().map(entry -> entry.getName()).filter(name -> name.startsWith("io/plateau/")).forEach(
                        name -> (name.startsWith(LOCAL) ? harness : own).add(name));
            }
        }

        assertTrue(own.contains("io/plateau/runtime/block/BlockRunner.class"), () -> "not searched: " + archives);
        assertEquals(List.of(), harness);
    }

    @ParameterizedTest
    @ValueSource(strings = {"inference-service", "influence-service", "graph-service", "routing-service",
            "deploy/runtime", "deploy/contracts"})
    void noSourceOfAServiceNamesTheHarness(String module) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/main"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (text.contains("io.plateau.local") || text.contains("plateau.break")
                        || text.contains("plateau.moments")) {
                    found.add(file);
                }
            }
        }

        assertEquals(List.of(), found);
    }
}
