package io.plateau.inference.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Interruptions, busy and damaged answers: what is transient is tried again, what is damaged thrown away. */
class HubFaultsTest extends HubFixture {
    @Test
    void anInterruptedTransferGoesOnWhereItBrokeOff() throws IOException {
        // Given three connections that bring a third each
        server.breakOffAfter.addAll(List.of(1_000_000, 1_000_000));

        Hub.Snapshot snapshot = hub(null).find(MODEL);

        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
        List<String> atStore = server.requests.stream().filter(request -> request.contains("store")).toList();
        assertEquals(3, atStore.size(), atStore.toString());
        assertTrue(atStore.get(1).matches("GET store/model.safetensors from [1-9][0-9]*"), atStore.toString());
    }

    @Test
    void whatAnEarlierProcessLeftIsGoneOnFrom() throws IOException {
        Path partial = cache
                .resolve("models--EleutherAI--pythia-70m/blobs/" + LocalHub.sha256(weights) + ".incomplete");
        Files.createDirectories(partial.getParent());
        Files.write(partial, Arrays.copyOf(weights, 1_234_567));

        Hub.Snapshot snapshot = hub(null).find(MODEL);

        assertTrue(server.requests.contains("GET store/model.safetensors from 1234567"), server.requests.toString());
        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
        assertFalse(Files.exists(partial));
    }

    @Test
    void aServerWithoutRangesSendsTheWholeAgain() throws IOException {
        server.ignoresRanges = true;
        server.breakOffAfter.add(2_000_000);

        Hub.Snapshot snapshot = hub(null).find(MODEL);

        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
    }

    @Test
    void aConnectionThatBringsNothingIsGivenUpAndMadeAgain() throws IOException {
        server.breakOffAfter.add(1_000_000);
        server.stallMillis = 60_000;
        Patience impatient = new Patience(5, Duration.ofMillis(5), Duration.ofSeconds(1), Duration.ofHours(1));

        Hub.Snapshot snapshot = new Hub(
                new HubSettings(true, false, server.endpoint(), cache, null, impatient), lines::add).find(MODEL);

        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
        assertTrue(lines.stream().anyMatch(line -> line.contains("nothing arrived for")), lines.toString());
    }

    @Test
    void afterTooManyFailuresItIsGivenUpForNow() {
        server.breakOffAfter.addAll(IntStream.range(0, 9).mapToObj(i -> 0).toList());

        String message = assertThrows(UncheckedIOException.class, () -> hub(null).find(MODEL)).getMessage();

        assertTrue(message.contains("broke off after 0 of 3000000 bytes") && message.contains("given up"), message);
        assertEquals(3, server.requests.stream().filter(request -> request.contains("store")).count());
    }

    @Test
    void aHubThatIsBusyIsAskedAgain() {
        server.unavailableAnswers = 2;
        hub(null).find(MODEL);

        server.unavailableAnswers = 3;
        String message = assertThrows(UncheckedIOException.class, () -> hub(null).find(MODEL.at("step3000")))
                .getMessage();
        assertTrue(message.contains("answered 503"), message);
    }

    @Test
    void whatIsNotWhatWasAnnouncedIsThrownAway() throws IOException {
        server.damaged = true;
        assertRefused("model.safetensors of model EleutherAI/pythia-70m@" + LocalHub.COMMIT
                + " arrived damaged: its SHA-256 is not the announced " + LocalHub.sha256(weights),
                () -> hub(null).find(MODEL));
        assertNothingButSmallFiles();

        // A good server mends it.
        server.damaged = false;
        hub(null).find(MODEL);
    }

    @Test
    void aDamagedRestOfAnEarlierAttemptIsReplaced() throws IOException {
        Path partial = cache
                .resolve("models--EleutherAI--pythia-70m/blobs/" + LocalHub.sha256(weights) + ".incomplete");
        Files.createDirectories(partial.getParent());
        Files.write(partial, new byte[1_000]);

        Hub.Snapshot snapshot = hub(null).find(MODEL);

        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
    }

    @Test
    void aWrongSizeIsRefused() throws IOException {
        server.announcedMore = -1;
        assertRefused("is longer than the announced 2999999 bytes", () -> hub(null).find(MODEL));

        server.announcedMore = 1;
        assertThrows(UncheckedIOException.class, () -> hub(null).find(MODEL));
        // The same bytes again are no progress: three failures, not one for each time that they came.
        assertTrue(server.requests.stream().filter(request -> request.contains("store")).count() <= 2 + 3,
                server.requests.toString());
        assertFalse(Files.exists(
                cache.resolve("models--EleutherAI--pythia-70m/snapshots/" + LocalHub.COMMIT + "/" + WEIGHTS)));
    }

    @Test
    void aHubThatIsNotThereIsATransientFault() {
        server.close();

        String message = assertThrows(UncheckedIOException.class, () -> hub(null).find(MODEL)).getMessage();

        assertTrue(message.startsWith("model EleutherAI/pythia-70m could not be fetched: 127.0.0.1:"), message);
    }

    private void assertNothingButSmallFiles() throws IOException {
        Path repository = cache.resolve("models--EleutherAI--pythia-70m");
        assertEquals(2, names(repository.resolve("blobs")).size(), names(repository.resolve("blobs")).toString());
        assertFalse(Files.exists(repository.resolve("refs/main")));
    }
}
