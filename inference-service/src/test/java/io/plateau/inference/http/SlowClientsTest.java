package io.plateau.inference.http;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

import io.plateau.contracts.Topic;
import io.plateau.contracts.event.ExperimentRequested;
import io.plateau.contracts.event.ExperimentStatus;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.inference.store.ProgressRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.plateau.runtime.event.EventPublisher;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;

/** Clients that send or read slowly, or not at all, hold their connections and nothing else. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class SlowClientsTest {
    /** Far less than the minute for which a blocked service said nothing; a busy machine is slow. */
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int SLOW = 200;
    private static final int STREAMS = 500;

    @TestHTTPResource
    URI address;
    @TestHTTPResource(management = true)
    URI management;
    @ConfigProperty(name = "plateau.http.body-time")
    Duration bodyTime;
    @ConfigProperty(name = "plateau.event-streams.most")
    int mostStreams;
    @Inject
    EventPublisher publisher;
    @Inject
    ExperimentRunRepository runs;
    @Inject
    ProgressRepository progress;
    @Inject
    EventStreams streams;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void slowBodiesStopNeitherRequestsNorHealthNorEvents() throws Exception {
        List<RawHttp> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                RawHttp http = new RawHttp(address);
                http.send("POST /experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 200000\r\n\r\n{\"model\":");
                slow.add(http);
            }

            System.out.printf("beside %d slow bodies: experiments %d ms, liveness %d ms, metrics %d ms%n", SLOW,
                    millis(200, address.resolve("/experiments")),
                    millis(200, URI.create(management + "health/live")),
                    millis(200, URI.create(management + "metrics")));
            // An event that fails at once: it was taken in and handled
            String id = UUID.randomUUID().toString();
            publisher.publish(Topic.EXPERIMENT_REQUESTS, new ExperimentRequested(id, "{\"model\":\"none\"}"), id,
                    "request");
            await("the experiment").atMost(ANSWER).pollInSameThread().until(() -> runs.overview(id).isPresent());

            String answer = slow.get(0).readAll();
            assertEquals(408, RawHttp.status(answer), answer);
            assertTrue(answer.contains("not complete within " + bodyTime.toMillis() + " ms: 9 bytes came"), answer);
        } finally {
            for (RawHttp http : slow) {
                http.close();
            }
        }
    }

    @Test
    void idleStreamsTakeNoThreadsAndAllAreToldOfTheEnd() throws Exception {
        String id = UUID.randomUUID().toString();
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-gpt2\"}"));
        int threads = Thread.activeCount();
        List<RawHttp> open = new ArrayList<>();
        try {
            for (int i = 0; i < STREAMS; i++) {
                RawHttp http = stream(id);
                assertEquals(200, RawHttp.status(http.readSome()));
                open.add(http);
            }
            awaitStreams(equalTo(STREAMS));
            // Some threads of the pools may have been started on the way: not one per stream
            assertTrue(Thread.activeCount() < threads + 60, () -> threads + " threads, then " + Thread.activeCount());
            millis(200, address.resolve("/experiments/" + id));

            runs.end(id, ExperimentStatus.CANCELLED, null);

            for (RawHttp http : open) {
                http.readUntil("\"status\":\"CANCELLED\"");
            }
            awaitStreams(equalTo(0));
        } finally {
            for (RawHttp http : open) {
                http.close();
            }
        }
    }

    @Test
    void clientsThatLeaveTheirStreamsAreForgottenAndAreNoErrors() throws Exception {
        String id = UUID.randomUUID().toString();
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-gpt2\"}"));
        int before = streams.count();
        Queue<String> errors = new ConcurrentLinkedQueue<>();
        Handler recorder = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    errors.add(entry.getLevel() + " " + entry.getLoggerName() + " " + entry.getMessage());
                }
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger.getLogger("").addHandler(recorder);
        try {
            for (int i = 0; i < 40; i++) {
                try (RawHttp http = stream(id)) {
                    if (i % 2 == 0) {
                        assertEquals(200, RawHttp.status(http.readSome()));
                    }
                    // Without a goodbye, and some before the first event was written
                    http.reset();
                }
                progress.report(id, "capture", i, 100);
            }
            awaitStreams(equalTo(before));
            runs.end(id, ExperimentStatus.CANCELLED, null);
        } finally {
            Logger.getLogger("").removeHandler(recorder);
        }
        assertEquals(List.of(), List.copyOf(errors));
    }

    @Test
    void oneStreamTooManyIsRefusedInWordsUntilAnotherEnds() throws Exception {
        String id = UUID.randomUUID().toString();
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-gpt2\"}"));
        awaitStreams(equalTo(0));
        List<RawHttp> open = new ArrayList<>();
        try {
            for (int i = 0; i < mostStreams; i++) {
                open.add(stream(id));
                assertEquals(200, RawHttp.status(open.get(i).readSome()));
            }
            try (RawHttp http = stream(id)) {
                String answer = http.readAll();
                assertEquals(503, RawHttp.status(answer), answer);
                assertTrue(answer.contains("there are already " + mostStreams + " event streams"), answer);
            }
            open.remove(0).close();
            awaitStreams(lessThan(mostStreams));
            open.add(stream(id));
            assertEquals(200, RawHttp.status(open.get(mostStreams - 1).readSome()));
        } finally {
            runs.end(id, ExperimentStatus.CANCELLED, null);
            for (RawHttp http : open) {
                http.close();
            }
        }
    }

    @Test
    void aStreamBeatsWhileItsExperimentDoesNotChange() throws Exception {
        String id = UUID.randomUUID().toString();
        runs.create(id, SpecificationVariants.parse("{\"model\":\"tiny-gpt2\"}"));
        try (RawHttp http = stream(id)) {
            StringBuilder read = new StringBuilder();
            long end = System.nanoTime() + ANSWER.toNanos();
            while (read.toString().split("\r\n:\n\n", -1).length < 3 && System.nanoTime() < end) {
                read.append(http.readSome());
            }
            assertEquals(1, read.toString().split("data:", -1).length - 1, () -> "one state, then beats: " + read);
            assertTrue(read.toString().split("\r\n:\n\n", -1).length >= 3, () -> "no two beats: " + read);
        } finally {
            runs.end(id, ExperimentStatus.CANCELLED, null);
        }
    }

    private RawHttp stream(String id) throws IOException {
        RawHttp http = new RawHttp(address);
        http.send("GET /experiments/" + id + "/events HTTP/1.1\r\nHost: localhost\r\n\r\n");
        return http;
    }

    private long millis(int status, URI uri) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(status, response.statusCode(), response.body());
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void awaitStreams(Matcher<Integer> count) {
        await("the open streams").atMost(ANSWER).pollInterval(Duration.ofMillis(50)).pollInSameThread()
                .until(() -> streams.count(), count);
    }
}
