package io.plateau.runtime.http;

import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.plateau.contracts.UnprocessableException;
import io.smallrye.mutiny.TimeoutException;

/** Every error leaves as {@code application/problem+json}. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int REFERENCE_DIGITS = 8;

    @ServerExceptionMapper
    public Response unprocessable(UnprocessableException e) {
        return Problem.response(400, e.getMessage());
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException e, ContainerRequestContext request) {
        return Problem.response(404, "there is nothing at " + request.getUriInfo().getPath());
    }

    @ServerExceptionMapper
    public Response notAllowed(NotAllowedException e, ContainerRequestContext request) {
        String allowed = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return Response.fromResponse(Problem.response(405, request.getMethod() + " is not possible at "
                + request.getUriInfo().getPath() + (allowed == null ? "" : "; possible are " + allowed)))
                .header(HttpHeaders.ALLOW, allowed).build();
    }

    @ServerExceptionMapper
    public Response notAcceptable(NotAcceptableException e) {
        return Problem.response(406,
                "responses are application/json, text/event-stream for event streams, text/csv too for rows of"
                        + " results and application/zip for archives; the header Accept of the request allows none that is possible here");
    }

    @ServerExceptionMapper
    public Response notSupported(NotSupportedException e, ContainerRequestContext request) {
        return JsonBodies.unsupported(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
    }

    @ServerExceptionMapper
    public Response webApplication(WebApplicationException e) {
        if (e.getResponse().getEntity() instanceof Problem) {
            return e.getResponse();
        }
        int status = e.getResponse().getStatus();
        return status < 500
                ? Problem.response(status, "the request is malformed ("
                        + HttpResponseStatus.valueOf(status).reasonPhrase().toLowerCase(Locale.ROOT)
                        + "): its address, a header or its body cannot be read")
                : unexpected(e);
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable e) {
        String reference = UUID.randomUUID().toString().substring(0, REFERENCE_DIGITS);
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLException) {
                return unavailable("the database", t, reference);
            }
            if (t instanceof RetriableException || t instanceof TimeoutException) {
                return unavailable("the broker", t, reference);
            }
        }
        LOG.errorf(e, "a request failed, reference %s", reference);
        return Problem.response(500,
                "the service failed on this request; its log says why, under reference " + reference);
    }

    private static Response unavailable(String what, Throwable cause, String reference) {
        LOG.warnf("a request failed, reference %s: %s does not answer: %s", reference, what, cause.getMessage());
        return Response
                .fromResponse(Problem.response(503, what + " does not answer; try again (the log has details under"
                        + " reference " + reference + ")"))
                .header(HttpHeaders.RETRY_AFTER, "5").build();
    }
}
