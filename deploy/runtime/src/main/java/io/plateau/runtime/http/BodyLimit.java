package io.plateau.runtime.http;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Refuses a body that says itself that it is too large, with a problem document, before any of it is read. One that does not
 * say is cut off by Quarkus, at the same size, without a document.
 */
@ApplicationScoped
public class BodyLimit {
    /** Before Quarkus's own limit. */
    private static final int PRIORITY = 1_000;
    private static final int TOO_LARGE = 413;

    private final long bytes;
    private final String problem;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, ObjectMapper json)
            throws JsonProcessingException {
        bytes = limit.asLongValue();
        problem = json.writeValueAsString(Problem.response(TOO_LARGE, "the body is too long; at most " + bytes
                + " bytes are read").getEntity());
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        if (!tooLarge(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            context.next();
            return;
        }
        // The rest of what is sent is not waited for.
        context.response().setStatusCode(TOO_LARGE).putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONNECTION, "close").end(problem);
    }

    private boolean tooLarge(String length) {
        try {
            return length != null && Long.parseLong(length) > bytes;
        } catch (NumberFormatException e) {
            // No length at all; the server refuses it.
            return false;
        }
    }
}
