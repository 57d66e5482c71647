package io.plateau.inference.http;

import java.util.function.Consumer;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/**
 * One client's server-sent events. Nothing here waits: while a client does not read, only the newest state is kept for it, and
 * one that reads nothing for a whole time between heartbeats is let go. A client that leaves is no error.
 */
final class EventStream {
    private final HttpServerResponse response;
    private final Context eventLoop;
    private final String experiment;
    private final Consumer<EventStream> whenClosed;
    /** Confined to the event loop, as is all below. */
    private String last;
    private String waiting;
    private boolean ends;
    private boolean stuck;

    EventStream(RoutingContext context, String experiment, Consumer<EventStream> whenClosed) {
        this.response = context.response();
        this.eventLoop = Vertx.currentContext();
        this.experiment = experiment;
        this.whenClosed = whenClosed;
    }

    String experiment() {
        return experiment;
    }

    void begin(String state, boolean goesOn) {
        eventLoop.runOnContext(nothing -> {
            response.exceptionHandler(left -> whenClosed.accept(this));
            response.closeHandler(left -> whenClosed.accept(this));
            if (response.closed()) {
                whenClosed.accept(this);
                return;
            }
            response.drainHandler(drained -> write());
            response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            keep(state, goesOn);
        });
    }

    /** @param goesOn whether further states will follow */
    void show(String state, boolean goesOn) {
        eventLoop.runOnContext(nothing -> keep(state, goesOn));
    }

    /** A comment, which clients skip: it shows both sides, and proxies between them, that the other is there. */
    void heartbeat() {
        eventLoop.runOnContext(nothing -> {
            if (isOver()) {
                return;
            }
            if (!response.writeQueueFull()) {
                stuck = false;
                response.write(":\n\n");
            } else if (stuck) {
                response.reset();
                whenClosed.accept(this);
            } else {
                stuck = true;
            }
        });
    }

    private void keep(String state, boolean goesOn) {
        if (!state.equals(last)) {
            last = state;
            waiting = state;
        }
        ends |= !goesOn;
        write();
    }

    private void write() {
        if (isOver() || response.writeQueueFull()) {
            return;
        }
        if (waiting != null) {
            response.write("data:" + waiting + "\n\n");
            waiting = null;
        }
        if (ends) {
            response.end();
            whenClosed.accept(this);
        }
    }

    private boolean isOver() {
        return response.ended() || response.closed();
    }
}
