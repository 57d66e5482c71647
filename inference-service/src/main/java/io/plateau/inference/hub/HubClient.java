package io.plateau.inference.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.HubModelId;

/** The hub's protocol: {@code HEAD} describes a file, {@code GET} with a range fetches it. */
final class HubClient {
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final int MOST_REDIRECTS = 6;

    private final HubSettings settings;
    private final HubRefusals refusals;
    // Redirects are followed by hand: the client itself would hand the token on to whatever host it is sent to.
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(Redirect.NEVER)
            .build();

    HubClient(HubSettings settings) {
        this.settings = settings;
        this.refusals = new HubRefusals(settings);
    }

    /**
     * @param id with the revision to look at
     * @return empty when the repository has no such file
     * @throws UnprocessableException when the hub refuses for good
     */
    Optional<HubFile> look(HubModelId id, String file) throws IOException {
        for (int failures = 1;; failures++) {
            try {
                return lookOnce(id, file);
            } catch (HubUnavailableException e) {
                if (failures >= settings.patience().attempts()) {
                    throw e;
                }
                settings.patience().pause(failures);
            }
        }
    }

    private Optional<HubFile> lookOnce(HubModelId id, String file) throws IOException {
        HttpResponse<Void> response = send("HEAD", address(id, file), -1, BodyHandlers.discarding(), true);
        if (HubRefusals.isMissingEntry(response)) {
            return Optional.empty();
        }
        refusals.check(id, response);
        return Optional.of(described(id, file, response.headers()));
    }

    /** The body of a file from byte {@code from} on, with status 200 (from the start), 206 or 416. */
    HttpResponse<InputStream> open(HubModelId id, HubFile file, long from) throws IOException {
        HttpResponse<InputStream> response = send("GET", address(id.at(file.commit()), file.path()), from,
                BodyHandlers.ofInputStream(), false);
        if (response.statusCode() != 416) {
            try {
                refusals.check(id, response);
            } catch (IOException | RuntimeException e) {
                response.body().close();
                throw e;
            }
        }
        return response;
    }

    private HubFile described(HubModelId id, String file, HttpHeaders headers) {
        String commit = headers.firstValue("X-Repo-Commit").orElse("");
        String etag = headers.firstValue("X-Linked-Etag").or(() -> headers.firstValue("ETag")).orElse("")
                .replaceFirst("^W/", "").replace("\"", "");
        String size = headers.firstValue("X-Linked-Size").or(() -> headers.firstValue("Content-Length")).orElse("");
        if (!commit.matches("[0-9a-f]{40}") || !etag.matches("[0-9a-f]{40}|[0-9a-f]{64}")
                || !size.matches("[0-9]{1,18}")) {
            throw new UnprocessableException(settings.endpoint() + " does not tell commit, hash and size of " + file
                    + " of model " + id + " (commit '" + commit + "', hash '" + etag + "', size '" + size
                    + "'): it does not behave like a model hub");
        }
        return new HubFile(file, commit, etag, Long.parseLong(size));
    }

    private URI address(HubModelId id, String file) {
        return URI.create(settings.endpoint() + "/" + id.repository() + "/resolve/"
                + URLEncoder.encode(id.revision(), StandardCharsets.UTF_8) + "/" + file);
    }

    /** @param untilDescribed stops at the first answer of the hub itself, which describes the file, not at its store */
    private <T> HttpResponse<T> send(String method, URI first, long from, BodyHandler<T> body, boolean untilDescribed)
            throws IOException {
        URI address = first;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            HttpResponse<T> response = send(request(method, address, from), body);
            Optional<String> location = response.headers().firstValue("Location");
            if (response.statusCode() / 100 != 3 || location.isEmpty()
                    || untilDescribed && response.headers().firstValue("X-Repo-Commit").isPresent()) {
                return response;
            }
            close(response.body());
            URI next = address.resolve(location.get());
            if (!next.getScheme().equals("https") && !next.getScheme().equals(address.getScheme())) {
                throw new UnprocessableException(
                        "the hub at " + settings.endpoint() + " redirects to " + next.getScheme()
                                + "://" + next.getAuthority()
                                + ", which is less safe than where it was asked; it is not followed");
            }
            address = next;
        }
        throw new HubUnavailableException("the hub at " + settings.endpoint() + " redirects without end");
    }

    private HttpRequest request(String method, URI address, long from) {
        // The size and hash are those of the plain file.
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(settings.patience().stall())
                .method(method, HttpRequest.BodyPublishers.noBody()).setHeader("User-Agent", "plateau")
                .setHeader("Accept-Encoding", "identity");
        if (from > 0) {
            request.setHeader("Range", "bytes=" + from + "-");
        }
        if (settings.token() != null && sameOrigin(address)) {
            request.setHeader("Authorization", "Bearer " + settings.token());
        }
        return request.build();
    }

    private boolean sameOrigin(URI address) {
        URI own = settings.endpoint();
        return own.getScheme().equals(address.getScheme()) && own.getHost().equalsIgnoreCase(address.getHost())
                && own.getPort() == address.getPort();
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException {
        try {
            return client.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for " + request.uri().getHost());
        } catch (IOException e) {
            throw new HubUnavailableException(
                    request.uri().getAuthority() + " cannot be reached: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "the connection was refused or broke off" : e.getMessage();
    }

    private static void close(Object body) throws IOException {
        if (body instanceof InputStream stream) {
            stream.close();
        }
    }
}
