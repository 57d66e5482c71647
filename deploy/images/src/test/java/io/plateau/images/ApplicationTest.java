package io.plateau.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {
    private static final String SERVICE = "some-service";

    @TempDir
    Path directory;
    private Path target;

    @BeforeEach
    void aPackagedService() throws IOException {
        target = directory.resolve("target");
        Files.createDirectories(target.resolve("lib"));
        Files.createDirectories(target.resolve("classes/io/plateau/some"));
        Files.writeString(target.resolve("classes/io/plateau/some/Own.class"), "as compiled");
        jar(target.resolve(SERVICE + "-runner.jar"), "META-INF/MANIFEST.MF", "io/plateau/some/Own.class",
                "io/plateau/some/Own_Bean.class", "io/plateau/some/Own_Observer_onStart_x.class",
                "io/quarkus/runner/ApplicationImpl.class", "org/lib/Transformed.class",
                "application.css");
        jar(target.resolve("lib/org.lib.other-1.jar"), "org/lib/Other.class");
        jar(target.resolve("lib/modified-org.lib.lib-1.jar"), "org/lib/Kept.class");
        jar(target.resolve("lib/modified-io.plateau.runtime-1.jar"), "io/plateau/runtime/Kept.class");
        jar(target.resolve("lib/org.native.cpu-1.jar"), "cpu.so");
    }

    @Test
    void eachEntryIsInOnePlaceAndTheLibrariesComeFirst() throws IOException {
        Application application = Application.layOut(target, SERVICE, directory.resolve("app"),
                name -> name.contains("cpu"));
        assertEquals(List.of("lib/org.lib.lib-1.jar", "lib/org.lib.other-1.jar"), application.libraries());
        assertEquals("lib/org.lib.lib-1.jar:lib/org.lib.other-1.jar:generated/some-service.jar:wiring/some-service.jar:"
                + "shared/io.plateau.runtime-1.jar:own/some-service.jar", application.classPath());
        assertEquals(List.of("application.css", "org/lib/Transformed.class"), entries("generated/some-service.jar"));
        assertEquals(List.of("io/plateau/some/Own_Bean.class", "io/plateau/some/Own_Observer_onStart_x.class",
                "io/quarkus/runner/ApplicationImpl.class"),
                entries("wiring/some-service.jar"));
        assertEquals(List.of("io/plateau/some/Own.class"), entries("own/some-service.jar"));
        for (Path file : Tree.files(directory.resolve("app"))) {
            assertEquals(Tree.AGE, Files.getLastModifiedTime(file).toInstant(), file.toString());
        }
    }

    @Test
    void theSameEntriesAreTheSameBytesInWhateverOrderTheyCome() throws IOException {
        jar(directory.resolve("a.jar"), "b", "a");
        jar(directory.resolve("b.jar"), "a", "b");
        Jar.copy(directory.resolve("a.jar"), directory.resolve("a2.jar"), name -> true);
        Jar.copy(directory.resolve("b.jar"), directory.resolve("b2.jar"), name -> true);
        assertArrayEquals(Files.readAllBytes(directory.resolve("a2.jar")),
                Files.readAllBytes(directory.resolve("b2.jar")));
    }

    @Test
    void whatIsMissingIsNamed() {
        String message = assertThrows(ImageException.class,
                () -> Application.layOut(target, "other-service", directory.resolve("app"), name -> false))
                .getMessage();
        assertTrue(message.endsWith("other-service-runner.jar; package the services before their images"), message);
        assertTrue(refusal("debian:12")
                .endsWith("is not pinned: append @sha256: and its digest, or name an archive with tar:"));
        assertTrue(refusal("tar:" + directory.resolve("absent")).endsWith("write it with docker save or podman save"));
    }

    private String refusal(String base) {
        return assertThrows(ImageException.class, () -> new ServiceImage(base, directory).write("x",
                Application.layOut(target, SERVICE, directory.resolve("app" + base.length()), name -> false), directory,
                Map.of(), Map.of(), directory.resolve("x.tar"))).getMessage();
    }

    private List<String> entries(String jar) throws IOException {
        try (ZipFile zip = new ZipFile(directory.resolve("app").resolve(jar).toFile())) {
            return zip.stream().map(Object::toString).toList();
        }
    }

    private static void jar(Path file, String... names) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : names) {
            entries.put(name, name.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(names.length, new TreeSet<>(entries.keySet()).size());
        Jar.write(entries, file);
    }
}
