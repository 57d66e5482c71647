package io.plateau.inference.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class FetchMainTest extends HubFixture {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void modelsAreInTheCacheAfterwardsAndServicesNeedNoHub() throws IOException {
        assertEquals(0, fetch(List.of(MODEL.toString())), this::errors);
        server.close();
        assertArrayEquals(weights, Files.readAllBytes(offline().find(MODEL).directory().resolve(WEIGHTS)));
    }

    @Test
    void ofSeveralJobsOneFetches() {
        List<Integer> statuses = IntStream.range(0, 3).parallel().mapToObj(job -> fetch(List.of(MODEL.toString())))
                .toList();
        assertEquals(List.of(0, 0, 0), statuses, this::errors);
        assertEquals(1, server.requests.stream().filter(request -> request.contains("store")).count());
    }

    @Test
    void whatCannotBeFetchedIsTold() {
        assertEquals(2, fetch(List.of("tiny-neox")));
        assertTrue(errors().contains("'tiny-neox' is no name of a model on the hub"), errors());
        assertEquals(2, fetch(List.of("EleutherAI/none")));
        assertTrue(errors().contains("EleutherAI/none"), errors());
        assertEquals(2, fetch(List.of()));
        assertTrue(errors().contains("no model is named"), errors());
        assertEquals(2, FetchMain.run(List.of("a/b"), Map.of(), SHORT, stream(out), stream(err)));
        assertTrue(errors().contains("HF_HUB_CACHE is not set"), errors());
    }

    @Test
    void aHubThatIsAwayMayBeThereAtTheNextTry() {
        server.close();
        assertEquals(1, fetch(List.of(MODEL.toString())));
        assertTrue(errors().contains(MODEL.toString()), errors());
    }

    private int fetch(List<String> names) {
        return FetchMain.run(names,
                Map.of("HF_ENDPOINT", server.endpoint().toString(), "HF_HUB_CACHE", cache.toString(), "HF_TOKEN", ""),
                SHORT, stream(out), stream(err));
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
