package io.plateau.runtime.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Refuses a request by its header, before anything of its body is read: foreign hosts and origins, headers given twice. */
@ApplicationScoped
public class RequestGuard {
    /** Before everything, also before Quarkus's own filters. */
    private static final int PRIORITY = 10_000;
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    /** Where two values would be a matter of taste. */
    private static final List<String> ONCE = List.of("Content-Type", "Content-Length", IDEMPOTENCY_KEY, "Origin",
            "Accept-Charset", "Expect");
    private static final String METHODS = "GET, POST, DELETE";
    private static final String HEADERS = "content-type, idempotency-key";

    private final AcceptedHosts accepted;

    RequestGuard(HttpConfig config, @ConfigProperty(name = "quarkus.http.host") String ownHost) {
        accepted = new AcceptedHosts(ownHost, config.publicUrl(), config.hosts().orElse(List.of()),
                config.origins().orElse(List.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        MultiMap headers = request.headers();
        String host = headers.get(HttpHeaders.HOST);
        Optional<String> foreign = host == null
                ? Optional.empty()
                : accepted.refusalOfHost(host, request.localAddress().hostAddress());
        if (foreign.isPresent()) {
            Refusals.refuse(context, 421, foreign.get());
            return;
        }
        if (!isPathOrFor(request.uri(), host)) {
            Refusals.refuse(context, 400, "the address of the request is for another host than its header Host");
            return;
        }
        for (String name : ONCE) {
            if (headers.getAll(name).size() > 1) {
                Refusals.refuse(context, 400, "the header " + name + " is given more than once");
                return;
            }
        }
        String key = headers.get(IDEMPOTENCY_KEY);
        if (key != null && key.isBlank()) {
            // A resource would take an empty header for none.
            Refusals.refuse(context, 400,
                    "the Idempotency-Key is blank; give it a value, or leave the header out for a new"
                            + " experiment each time");
            return;
        }
        String encoding = headers.get(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            context.response().putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            Refusals.refuse(context, 415, "Content-Encoding is not supported; send the body as it is");
            return;
        }
        checkOrigin(context, headers.get(HttpHeaders.ORIGIN), host);
    }

    private void checkOrigin(RoutingContext context, String origin, String host) {
        if (origin == null) {
            context.next();
            return;
        }
        if (!accepted.acceptsOrigin(origin, host == null ? "" : host)) {
            Refusals.refuse(context, 403,
                    "web pages of another origin may not use this service; if this one should, name"
                            + " its origin in plateau.http.origins");
            return;
        }
        if (accepted.isConfigured(origin)) {
            context.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "location")
                    .putHeader(HttpHeaders.VARY, "origin");
            if (context.request().method() == HttpMethod.OPTIONS) {
                context.response().putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS).setStatusCode(204).end();
                return;
            }
        }
        context.next();
    }

    /** An address with a host of its own (absolute form) would be used in place of the header. */
    private static boolean isPathOrFor(String address, String host) {
        if (address.startsWith("/") || address.equals("*")) {
            return true;
        }
        try {
            return host != null && host.equalsIgnoreCase(URI.create(address).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
