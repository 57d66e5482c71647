package io.plateau.runtime.http;

import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Answers of the filters before any resource, on the event loop. */
final class Refusals {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Until a client that is still sending has read the answer: a connection closed at once would be reset. */
    private static final long LINGER_MS = TimeUnit.SECONDS.toMillis(2);

    private Refusals() {
    }

    /** Ends the request with a problem document; drops the rest of its body without waiting. */
    static void refuse(RoutingContext context, int status, String detail) {
        HttpServerRequest request = context.request();
        if (context.response().ended() || context.response().closed()) {
            return;
        }
        boolean sending = !request.isEnded();
        context.response().setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (sending) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.response().end(json(status, detail));
        if (sending) {
            request.handler(dropped -> {
            });
            request.resume();
            // Of no effect where the client has closed by then.
            context.vertx().setTimer(LINGER_MS, late -> request.connection().close());
        }
    }

    private static String json(int status, String detail) {
        try {
            return JSON.writeValueAsString(Problem.of(status, detail));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem is always JSON", e);
        }
    }
}
