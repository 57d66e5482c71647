package io.plateau.inference.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Behaves like the hub: small files come from it, large ones from a store on another port that it redirects to. Faults are
 * switched on by fields.
 */
final class LocalHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private final HttpServer hub = server();
    private final HttpServer store = server();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String repository;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** Requests in order, e.g. {@code HEAD main/config.json} or {@code GET store/model.safetensors from 10}. */
    final List<String> requests = new CopyOnWriteArrayList<>();
    /** The Authorization header of each request to the store, or "none". */
    final List<String> tokensAtStore = new CopyOnWriteArrayList<>();
    /** The store breaks off after so many bytes of each of the next answers. */
    final List<Integer> breakOffAfter = new CopyOnWriteArrayList<>();
    volatile String requiredToken;
    /** A former name of the repository, which redirects to that it has now; null for none. */
    volatile String formerName;
    /** Where every request is redirected to; null for nowhere. */
    volatile String elsewhere;
    volatile boolean gated;
    volatile boolean damaged;
    volatile int unavailableAnswers;
    volatile boolean ignoresRanges;
    volatile long stallMillis;
    /** Added to the announced size of large files. */
    volatile int announcedMore;

    LocalHub(String repository) {
        this.repository = repository;
        hub.createContext("/", exchange -> answer(exchange, this::hub));
        store.createContext("/", exchange -> answer(exchange, this::store));
        for (HttpServer server : List.of(hub, store)) {
            server.setExecutor(threads);
            server.start();
        }
    }

    LocalHub with(String file, byte[] content) {
        files.put(file, content);
        return this;
    }

    LocalHub with(String file, String content) {
        return with(file, content.getBytes(StandardCharsets.UTF_8));
    }

    void without(String file) {
        files.remove(file);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + hub.getAddress().getPort());
    }

    long gets() {
        return requests.stream().filter(request -> request.startsWith("GET")).count();
    }

    static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    /** As {@code git hash-object} computes it. */
    static String gitSha1(byte[] content) {
        byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] object = Arrays.copyOf(header, header.length + content.length);
        System.arraycopy(content, 0, object, header.length, content.length);
        return hash("SHA-1", object);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private static void answer(HttpExchange exchange, Handler handler) {
        try (exchange) {
            handler.handle(exchange);
        } catch (IOException e) {
            // The client went away, or the connection was to be broken.
        }
    }

    private void hub(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (unavailableAnswers > 0) {
            unavailableAnswers--;
            error(exchange, 503, "");
            return;
        }
        if (elsewhere != null) {
            requests.add(exchange.getRequestMethod() + " redirected");
            exchange.getResponseHeaders().set("Location", elsewhere);
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        if (formerName != null && path.startsWith("/" + formerName + "/")) {
            exchange.getResponseHeaders().set("Location", path.replace(formerName, repository));
            exchange.sendResponseHeaders(307, -1);
            return;
        }
        if (!path.startsWith("/" + repository + "/resolve/")) {
            error(exchange, 401, "RepoNotFound");
            return;
        }
        if (gated && token == null) {
            error(exchange, 401, "GatedRepo");
            return;
        }
        if (gated) {
            error(exchange, 403, "GatedRepo");
            return;
        }
        if (requiredToken != null && !("Bearer " + requiredToken).equals(token)) {
            error(exchange, 401, "RepoNotFound");
            return;
        }
        String[] rest = path.substring(("/" + repository + "/resolve/").length()).split("/", 2);
        requests.add(exchange.getRequestMethod() + " " + rest[0] + "/" + rest[1]);
        if (!List.of("main", "step3000", "refs%2Fpr%2F1", COMMIT).contains(rest[0])) {
            error(exchange, 404, "RevisionNotFound");
            return;
        }
        byte[] content = files.get(rest[1]);
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        if (content == null) {
            error(exchange, 404, "EntryNotFound");
        } else if (rest[1].endsWith(".safetensors")) {
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sha256(content) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", Integer.toString(content.length + announcedMore));
            exchange.getResponseHeaders().set("ETag", "\"of-the-redirect\"");
            exchange.getResponseHeaders().set("Location",
                    "http://127.0.0.1:" + store.getAddress().getPort() + "/store/" + rest[1] + "?signed=1");
            exchange.sendResponseHeaders(302, -1);
        } else {
            exchange.getResponseHeaders().set("ETag", "W/\"" + gitSha1(content) + '"');
            send(exchange, content, 0, content.length);
        }
    }

    private void store(HttpExchange exchange) throws IOException {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        tokensAtStore.add(token == null ? "none" : token);
        String name = exchange.getRequestURI().getPath().substring("/store/".length());
        byte[] content = files.get(name).clone();
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null || ignoresRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        requests.add("GET store/" + name + (from > 0 ? " from " + from : ""));
        if (from >= content.length) {
            error(exchange, 416, "");
            return;
        }
        if (damaged) {
            content[content.length - 1] ^= 1;
        }
        if (from > 0) {
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        int until = breakOffAfter.isEmpty() ? content.length : Math.min(content.length, from + breakOffAfter.remove(0));
        send(exchange, content, from, until);
    }

    private void send(HttpExchange exchange, byte[] content, int from, int until) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        OutputStream body = exchange.getResponseBody();
        body.write(content, from, until - from);
        body.flush();
        if (until < content.length) {
            pause();
            throw new IOException("broken off");
        }
        body.close();
    }

    private void pause() {
        try {
            Thread.sleep(stallMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void error(HttpExchange exchange, int status, String code) throws IOException {
        if (!code.isEmpty()) {
            exchange.getResponseHeaders().set("X-Error-Code", code);
        }
        exchange.sendResponseHeaders(status, -1);
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
        threads.shutdownNow();
    }
}
