package io.plateau.runtime.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * An error as RFC 9457 has it.
 *
 * @param type what kind of problem; {@code about:blank} where the status says it
 * @param title the status in words
 * @param detail what was wrong, where, and what would be right
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail) {
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        return new Problem("about:blank", HttpResponseStatus.valueOf(status).reasonPhrase(), status, detail);
    }

    public static Response response(int status, String detail) {
        return Response.status(status).type(MEDIA_TYPE).entity(of(status, detail)).build();
    }

    public static WebApplicationException exception(int status, String detail) {
        return new WebApplicationException(detail, response(status, detail));
    }
}
