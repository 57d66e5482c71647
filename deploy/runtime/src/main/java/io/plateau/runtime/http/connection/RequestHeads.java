package io.plateau.runtime.http.connection;

import java.util.List;
import java.util.regex.Pattern;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;

/** Behind the decoder of a connection: refuses, with words, a request that is none by HTTP's own rules. */
final class RequestHeads extends ChannelDuplexHandler {
    /** A syntactically valid host and port; whether the host is accepted is checked later. */
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._~-]+)(:[0-9]{0,5})?");

    private static final Pattern MALFORMED_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final ConnectionGuard guard;
    /** Requests passed on without a complete response. */
    private int unanswered;
    private boolean answering;

    RequestHeads(ConnectionGuard guard) {
        this.guard = guard;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (guard.hasAnswered()) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            guard.headCompleted();
            Refusal refusal = refusal(request);
            if (refusal != null) {
                ReferenceCountUtil.release(message);
                refuse(refusal.status(), refusal.detail());
                return;
            }
            unanswered++;
        } else if (message instanceof HttpContent content && content.decoderResult().isFailure() && !answering
                && unanswered == 1) {
            ReferenceCountUtil.release(message);
            guard.refuse(HttpResponseStatus.BAD_REQUEST,
                    "the body is malformed: a chunk does not have the length it says");
            return;
        }
        if (message instanceof LastHttpContent) {
            guard.requestCompleted();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean interim = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        if (!interim) {
            answering = !(message instanceof LastHttpContent);
            unanswered -= answering ? 0 : 1;
        }
        context.write(message, promise);
    }

    /** Refuses a request whose header is complete, or did not arrive in time. */
    void refuse(HttpResponseStatus status, String detail) {
        if (unanswered > 0) {
            // An answer out of turn would be taken for that of an earlier request.
            guard.close();
        } else {
            guard.refuse(status, detail);
        }
    }

    private record Refusal(HttpResponseStatus status, String detail) {
        static Refusal badRequest(String detail) {
            return new Refusal(HttpResponseStatus.BAD_REQUEST, detail);
        }
    }

    private static Refusal refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return undecodable(request.decoderResult().cause());
        }
        boolean needsHost = !request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            return Refusal.badRequest("the header Host is given " + hosts.size() + " times; a request has one host");
        }
        if (needsHost && (hosts.isEmpty() || hosts.get(0).isBlank())) {
            return Refusal.badRequest("the header Host is missing");
        }
        if (!hosts.isEmpty() && !hosts.get(0).isBlank() && !HOST.matcher(hosts.get(0).strip()).matches()) {
            return Refusal.badRequest("the header Host is not a host name with an optional port");
        }
        if (MALFORMED_ESCAPE.matcher(request.uri()).find()) {
            // The router would refuse it without a word, before any filter.
            return Refusal
                    .badRequest(
                            "the address of the request is malformed: each % must be followed by two hexadecimal digits");
        }
        List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!encodings.isEmpty() && !(encodings.size() == 1 && encodings.get(0).strip().equalsIgnoreCase("chunked"))) {
            return new Refusal(HttpResponseStatus.NOT_IMPLEMENTED,
                    "Transfer-Encoding is not supported; send the body with its Content-Length or chunked");
        }
        return null;
    }

    private static Refusal undecodable(Throwable cause) {
        if (cause instanceof StrictRequestDecoder.AmbiguousLengthException) {
            return Refusal
                    .badRequest("the request has both a Content-Length and a Transfer-Encoding; give one of them");
        }
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, "the address of the request is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "the header of the request is too long");
        }
        return Refusal
                .badRequest("the request is not valid HTTP/1.1: its first line, a header, or a length is malformed");
    }
}
