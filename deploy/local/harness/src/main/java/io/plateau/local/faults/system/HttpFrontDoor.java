package io.plateau.local.faults.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.local.service.ExperimentView;

/** The front door over HTTP; as any client would, it asks again while a store is away. */
public final class HttpFrontDoor implements FrontDoor {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Supplier<String> url;

    /** @param url of the inference service */
    public HttpFrontDoor(Supplier<String> url) {
        this.url = url;
    }

    @Override
    public String request(String specification) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.get() + "/experiments")).timeout(PATIENCE)
                .header("Content-Type", "application/json")
                // Asked again after a lost answer, it is still one experiment.
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(specification)).build();
        return new ObjectMapper().readTree(send(request, 202)).get("id").textValue();
    }

    @Override
    public void cancel(String id) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.get() + "/experiments/" + id)).timeout(PATIENCE)
                .DELETE().build();
        send(request, 204, 409);
    }

    @Override
    public void delete(String id) throws IOException {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(url.get() + "/experiments/" + id + "/results?confirm=" + id)).timeout(PATIENCE)
                .DELETE().build();
        send(request, 202);
    }

    @Override
    public Optional<ExperimentView> view(String id) {
        try {
            return new io.plateau.local.service.FrontDoor(url.get()).experiment(id);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String send(HttpRequest request, Integer... expected) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var response = client.send(request, BodyHandlers.ofString());
                if (List.of(expected).contains(response.statusCode())) {
                    return response.body();
                }
                // 5xx: a store is away; retried, as any client would.
                if (response.statusCode() < 500 || System.nanoTime() > deadline) {
                    throw new IOException(request.method() + " " + request.uri() + " was answered with "
                            + response.statusCode() + ": " + response.body());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Waiting.pause(LOOK);
        }
    }
}
