package io.plateau.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.impl.VertxBuilder;

/** A server whose handler answers every request with the length of its body. */
class ConnectionGuardTest {
    private static final Duration HEADER_TIME = Duration.ofMillis(700);
    private static final AtomicInteger HANDLED = new AtomicInteger();
    private static Vertx vertx;
    private static HttpServer server;

    @BeforeAll
    static void start() {
        vertx = new VertxBuilder(new VertxOptions()).init().findTransport(
                ConnectionGuards.transport(() -> new AcceptedConnections(100, HEADER_TIME))).vertx();
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false).setHost("127.0.0.1"))
                .requestHandler(request -> request.bodyHandler(body -> {
                    HANDLED.incrementAndGet();
                    request.response().end("length " + body.length());
                })).listen(0).toCompletionStage().toCompletableFuture().join();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void reset() {
        HANDLED.set(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            GET / HTTP/1.1||; 400; the header Host is missing
            GET / HTTP/1.1|Host:||; 400; the header Host is missing
            GET / HTTP/1.1|Host: a|Host: b||; 400; the header Host is given 2 times
            GET / HTTP/1.1|Host: a|host: a||; 400; the header Host is given 2 times
            POST / HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||0||; 400; both a Content-Length and a Transfer-Encoding
            POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 3||0||; 400; both a Content-Length and a Transfer-Encoding
            POST / HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4||abcd; 400; not valid HTTP/1.1
            POST / HTTP/1.1|Host: a|Content-Length: three||abc; 400; not valid HTTP/1.1
            POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||0||; 501; Transfer-Encoding is not supported
            POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||zz|; 400; the body is malformed
            GET / HT||; 400; not valid HTTP/1.1
            GET / HTTP/1.1|Host: a|no colon here||; 400; not valid HTTP/1.1
            GET / HTTP/1.1|Host: a; 408; not complete within 700 ms
            """)
    void whatIsNoRequestIsRefusedOnceInWordsAndNotHandled(String request, int status, String detail)
            throws IOException {
        String answer = answer(request.replace("|", "\r\n"));

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("content-type: application/problem+json") && answer.contains(detail), answer);
        assertEquals(answer.indexOf("HTTP/1.1"), answer.lastIndexOf("HTTP/1.1 "), answer);
        assertEquals(0, HANDLED.get());
    }

    @Test
    void goodRequestsPassOneAfterTheOther() throws IOException {
        String get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc";
        String chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n0\r\n\r\n";

        String answer = answer(get + post + chunked + get);

        assertEquals(4, HANDLED.get());
        assertTrue(answer.contains("length 3") && answer.contains("length 2"), answer);
        assertFalse(answer.contains("problem"), answer);
    }

    @Test
    void aConnectionThatIsKeptHasTheTimeAnewForEachHeader() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            for (int i = 0; i < 4; i++) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertTrue(socket.getInputStream().read(new byte[1_000]) > 0);
                // Idle for longer than a header may take: the time runs from its first byte
                Thread.sleep(HEADER_TIME.toMillis() + 100);
            }
        }
        assertEquals(4, HANDLED.get());
    }

    @Test
    void aBadRequestBehindAGoodOneIsNotAnsweredInItsPlace() throws IOException {
        String answer = answer("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\n\r\n");

        assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 200"), answer);
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] buffer = new byte[4_096];
            try {
                for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                    read.write(buffer, 0, n);
                    socket.setSoTimeout(500);
                }
            } catch (SocketTimeoutException e) {
                assertTrue(read.size() > 0, "no answer");
            }
            return read.toString(StandardCharsets.UTF_8);
        }
    }
}
