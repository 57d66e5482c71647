package io.plateau.inference.hub;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.HubModelId;

/** A hub on this machine that holds one model, and an empty cache. */
abstract class HubFixture {
    static final HubModelId MODEL = HubModelId.parse("EleutherAI/pythia-70m").orElseThrow();
    /** Long enough for a busy machine; only the test that waits for a stall has a shorter one. */
    static final Patience SHORT = new Patience(3, Duration.ofMillis(5), Duration.ofSeconds(30),
            Duration.ofHours(1));
    static final String WEIGHTS = "model.safetensors";

    @TempDir
    Path cache;
    final byte[] weights = new byte[3_000_000];
    final List<String> lines = new CopyOnWriteArrayList<>();
    LocalHub server;

    @BeforeEach
    void aModel() {
        new Random(1).nextBytes(weights);
        server = new LocalHub("EleutherAI/pythia-70m").with("config.json", "{\"model_type\": \"gpt_neox\"}")
                .with("tokenizer.json", "{}").with(WEIGHTS, weights).with("pytorch_model.bin", "not wanted")
                .with("README.md", "nor this");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    Hub hub(String token) {
        return new Hub(settings(token, false), lines::add);
    }

    Hub offline() {
        return new Hub(settings(null, true), lines::add);
    }

    HubSettings settings(String token, boolean offline) {
        return new HubSettings(true, offline, server.endpoint(), cache, token, SHORT);
    }

    static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    static void assertRefused(String reason, Runnable find) {
        String message = assertThrows(UnprocessableException.class, find::run).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
