package io.plateau.runtime.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;

/**
 * Reads a body on the event loop, before a thread is taken for the request: a client that sends slowly holds a connection for a
 * bounded time and nothing else. A body that is too long, whether it says so or not, is refused as soon as that is known.
 */
@ApplicationScoped
public class BodyIntake {
    /** After the request's header has been accepted, before Quarkus's own limit. */
    private static final int PRIORITY = 1_000;

    private final long longest;
    private final Duration time;
    private final long memory;
    private final AtomicLong inHand = new AtomicLong();

    BodyIntake(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest, HttpConfig config) {
        this.longest = longest.asLongValue();
        this.time = config.bodyTime();
        this.memory = config.bodiesMemory().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::take, PRIORITY);
    }

    private void take(RoutingContext context) {
        HttpServerRequest request = context.request();
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean chunked = request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        if (request.isEnded() || !chunked && (length == null || isZero(length))) {
            context.next();
            return;
        }
        if (!chunked && declared(length) > longest) {
            refuseLength(context);
            return;
        }
        if (!answerExpectation(context, request.getHeader(HttpHeaders.EXPECT))) {
            return;
        }
        new Reading(context).begin();
    }

    private boolean answerExpectation(RoutingContext context, String expectation) {
        if (expectation == null) {
            return true;
        }
        if (expectation.equalsIgnoreCase("100-continue")) {
            context.response().writeContinue();
            return true;
        }
        Refusals.refuse(context, 417, "the only supported expectation is 100-continue");
        return false;
    }

    private void refuseLength(RoutingContext context) {
        Refusals.refuse(context, 413, "the body is too long; at most " + longest + " bytes are read");
    }

    private static boolean isZero(String length) {
        return length.strip().equals("0");
    }

    private static long declared(String length) {
        try {
            return Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            // The server has refused malformed lengths; one that exceeds a long is too long.
            return Long.MAX_VALUE;
        }
    }

    /** One body on its way. */
    private final class Reading {
        private final RoutingContext context;
        private final HttpServerRequest request;
        private final Buffer body = Buffer.buffer();
        private long timer;
        private boolean over;

        private Reading(RoutingContext context) {
            this.context = context;
            this.request = context.request();
        }

        private void begin() {
            timer = context.vertx().setTimer(time.toMillis(), late -> end(() -> Refusals.refuse(context, 408,
                    "the body was not complete within " + time.toMillis() + " ms: " + body.length() + " bytes came")));
            // Also if the response fails: release the reservation exactly once.
            context.addEndHandler(ended -> inHand.addAndGet(-body.length()));
            request.exceptionHandler(broken -> end(() -> {
            }));
            request.handler(this::chunk);
            request.endHandler(complete -> end(this::proceed));
            request.resume();
        }

        private void chunk(Buffer chunk) {
            if (over) {
                return;
            }
            body.appendBuffer(chunk);
            if (body.length() > longest) {
                inHand.addAndGet(chunk.length());
                end(() -> refuseLength(context));
            } else if (inHand.addAndGet(chunk.length()) > memory) {
                context.response().putHeader("Retry-After", "1");
                end(() -> Refusals.refuse(context, 503, "too many bodies are being read at once; try again"));
            }
        }

        private void proceed() {
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        }

        private void end(Runnable step) {
            if (!over) {
                over = true;
                context.vertx().cancelTimer(timer);
                step.run();
            }
        }
    }
}
