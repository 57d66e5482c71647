package io.plateau.inference.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.inference.store.ExperimentRunRepository;
import io.plateau.local.testing.PlateauTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;

/** Requests as no well-behaved client writes them: each is answered once, in words, and starts nothing. */
@QuarkusTest
@QuarkusTestResource(value = PlateauTestResource.class, initArgs = @ResourceArg(name = "service", value = "inference"))
class ProtocolTest {
    private static final String BODY = "{\"model\":\"micro-neox\",\"tokens\":{\"count\":1024,\"contextLength\":64},"
            + "\"graph\":{\"observations\":200}}";
    private static final String JSON = "|Content-Type: application/json|Content-Length: " + BODY.length();

    @TestHTTPResource
    URI address;
    @ConfigProperty(name = "plateau.http.header-time")
    Duration headerTime;
    @Inject
    ExperimentRunRepository runs;

    /** Lines of the head separated by bars; {@code JSON} stands for the header of a good request, {@code BODY} for a good body. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            POST /experiments HTTP/1.1|Host: localhost|Host: evil.example JSON; BODY; 400; the header Host is given 2 times
            POST /experiments HTTP/1.1|Host: localhost|Host: localhost JSON; BODY; 400; the header Host is given 2 times
            POST /experiments HTTP/1.1 JSON; BODY; 400; the header Host is missing
            GET /experiments HTTP/1.1; ''; 400; the header Host is missing
            GET /experiments HTTP/1.1|Host: evil.example; ''; 421; does not answer for host 'evil.example'
            GET /experiments HTTP/1.1|Host: localhost.evil.example:80; ''; 421; does not answer for host 'localhost.evil.example'
            GET /experiments HTTP/1.1|Host: 203.0.113.7; ''; 421; does not answer for host '203.0.113.7'
            GET /experiments HTTP/1.1|Host: localhost/evil; ''; 400; not a host name
            GET http://evil.example/experiments HTTP/1.1|Host: localhost; ''; 400; for another host
            POST /experiments HTTP/1.1|Host: localhost|Origin: http://evil.example JSON; BODY; 403; another origin
            POST /experiments HTTP/1.1|Host: localhost|Origin: null JSON; BODY; 403; another origin
            DELETE /experiments/x HTTP/1.1|Host: localhost|Origin: http://localhost:1; ''; 403; another origin
            OPTIONS /experiments HTTP/1.1|Host: localhost|Origin: https://evil.example|Access-Control-Request-Method: POST; ''; 403; another origin
            POST /experiments HTTP/1.1|Host: localhost|Transfer-Encoding: chunked JSON; BODY; 400; both a Content-Length and a Transfer-Encoding
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 3|Content-Length: 4; {}}}; 400; not valid HTTP
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: -1; BODY; 400; not valid HTTP
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 99999999999; {; 413; the body is too long
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Transfer-Encoding: gzip, chunked; 0; 501; Transfer-Encoding is not supported
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Transfer-Encoding: chunked; zz|; 400; malformed
            POST /experiments HTTP/1.1|Host: localhost|Content-Encoding: gzip JSON; BODY; 415; Content-Encoding
            POST /experiments HTTP/1.1|Host: localhost|Expect: tea JSON; BODY; 417; 100-continue
            POST /experiments HTTP/1.1|Host: localhost|Content-Length: 21; {"model":"tiny-gpt2"} ; 415; has no Content-Type
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: text/plain|Content-Length: 21; {"model":"tiny-gpt2"} ; 415; says 'text/plain'
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/x-www-form-urlencoded|Content-Length: 21; {"model":"tiny-gpt2"} ; 415; must be application/json
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: nonsense|Content-Length: 21; {"model":"tiny-gpt2"} ; 415; must be application/json
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Type: text/plain|Content-Length: 21; {"model":"tiny-gpt2"} ; 400; Content-Type is given more than once
            POST /experiments HTTP/1.1|Host: localhost|Idempotency-Key: one|Idempotency-Key: two JSON; BODY; 400; Idempotency-Key is given more than once
            POST /experiments HTTP/1.1|Host: localhost|Idempotency-Key: JSON; BODY; 400; the Idempotency-Key is blank
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 2; ÿÿ; 400; not valid UTF-8
            GET /experiments?limit=ten HTTP/1.1|Host: localhost; ''; 400; the query parameter 'limit' is 'ten'
            GET /experiments?limit= HTTP/1.1|Host: localhost; ''; 400; the query parameter 'limit' is ''
            GET /experiments?limit=99999999999 HTTP/1.1|Host: localhost; ''; 400; the query parameter 'limit' is '99999999999'
            GET /experiments?limit=1&limit=2 HTTP/1.1|Host: localhost; ''; 400; 'limit' is given 2 times
            GET /experiments?limti=5 HTTP/1.1|Host: localhost; ''; 400; no query parameter 'limti' here; known: limit
            GET /experiments/none?verbose HTTP/1.1|Host: localhost; ''; 400; no query parameter 'verbose' here
            POST /experiments?dry-run=true HTTP/1.1|Host: localhost JSON; BODY; 400; no query parameter 'dry-run' here
            GET /nothing HTTP/1.1|Host: localhost; ''; 404; nothing at
            GET /experiments/a/b/c HTTP/1.1|Host: localhost; ''; 404; nothing at
            GET /experiments/%zz HTTP/1.1|Host: localhost; ''; 400; malformed
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 22; {"model":"tiny-gpt2/"} ; 400; tiny-gpt2/
            POST /experiments HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 38; {"model":"tiny-gpt2","corpus":"demo/"} ; 400; demo/
            GET /experiments/none/ HTTP/1.1|Host: localhost; ''; 404; none
            GET /studies/none/ HTTP/1.1|Host: localhost; ''; 404; none
            PUT /experiments HTTP/1.1|Host: localhost JSON; BODY; 405; PUT is not possible
            DELETE /studies/none HTTP/1.1|Host: localhost; ''; 405; DELETE is not possible
            GET /experiments HTTP/1.1|Host: localhost|Accept: text/html; ''; 406; application/json
            """)
    void isAnsweredOnceInWords(String head, String body, int status, String detail) throws IOException {
        long before = runs.count();
        String lines = head.replace(" JSON", JSON).replace("|", "\r\n");

        String answer = RawHttp.answer(address, lines,
                body == null ? "" : body.replace("BODY", BODY).replace("''", "").replace("|", "\r\n"));

        assertEquals(1, RawHttp.answers(answer), answer);
        assertEquals(status, RawHttp.status(answer), answer);
        assertTrue(answer.toLowerCase().contains("content-type: application/problem+json"), answer);
        assertTrue(answer.contains(detail), answer);
        assertFalse(answer.matches("(?s).*(Exception|java\\.|jakarta|io\\.plateau|nexpected).*"), answer);
        assertEquals(before, runs.count(), "an experiment was made");
    }

    @Test
    void ownPagesMayUseTheServiceAndLinksDoNotRepeatTheHost() throws IOException {
        String answer = RawHttp.answer(address, ("POST /experiments HTTP/1.1|Host: plateau.localhost:7|Origin:"
                + " http://plateau.localhost:7" + JSON).replace("|", "\r\n"), BODY);

        assertEquals(202, RawHttp.status(answer), answer);
        assertTrue(answer.toLowerCase().contains("\r\nlocation: /experiments/"), answer);
        assertFalse(answer.contains("plateau.localhost"), answer);
        cancel(answer);
    }

    @Test
    void aBodyInPiecesIsRead() throws IOException {
        String answer = RawHttp.answer(address, "POST /experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type:"
                + " application/json; charset=UTF-8\r\nTransfer-Encoding: chunked",
                Integer.toHexString(BODY.length()) + "\r\n"
                        + BODY + "\r\n0\r\n\r\n");

        assertEquals(202, RawHttp.status(answer), answer);
        cancel(answer);
    }

    /** So that it does not compute beside other tests. */
    private void cancel(String accepted) {
        Matcher location = Pattern.compile("(?i)\r\nlocation: (\\S+)").matcher(accepted);
        assertTrue(location.find(), accepted);
        RestAssured.delete(address.resolve(location.group(1))).then().statusCode(204);
    }

    @Test
    void aBodyThatNeverSaysHowLongItIsIsCutOffWithWords() throws IOException {
        try (RawHttp http = new RawHttp(address)) {
            http.send("POST /experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
            for (int i = 0; i < 17; i++) {
                http.send(chunk);
            }
            String answer = http.readAll();
            assertEquals(413, RawHttp.status(answer), answer);
            assertTrue(answer.contains("at most 262144 bytes"), answer);
        }
    }

    @Test
    void aRequestBehindAnotherIsAnsweredAfterIt() throws IOException {
        String one = "GET /experiments/none HTTP/1.1\r\nHost: localhost\r\n\r\n";

        String answer = RawHttp.answer(address, (one + one).stripTrailing(), "");

        assertEquals(2, RawHttp.answers(answer), answer);
    }

    @Test
    void aHeaderAddedByteByByteIsGivenUp() throws Exception {
        try (RawHttp http = new RawHttp(address)) {
            http.send("GET /experiments HTTP/1.1\r\n");
            Thread drip = new Thread(() -> {
                try {
                    for (int i = 0; i < 60; i++) {
                        http.send("X");
                        Thread.sleep(500);
                    }
                } catch (IOException | InterruptedException e) {
                    // The server has closed: what the test waits for.
                }
            });
            drip.start();
            String answer = http.readSome();
            drip.interrupt();
            assertEquals(408, RawHttp.status(answer), answer);
            assertTrue(
                    answer.contains(
                            "the header of the request was not complete within " + headerTime.toMillis() + " ms"),
                    answer);
        }
    }
}
