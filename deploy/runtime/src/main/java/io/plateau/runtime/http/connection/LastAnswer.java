package io.plateau.runtime.http.connection;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.plateau.runtime.http.Problem;
import io.vertx.core.json.JsonObject;

/** A problem document as the last response of a connection, written below the HTTP server. */
final class LastAnswer {
    /**
     * Until the client has read the answer. A connection that is closed while something it sent is still unread is reset, and
     * the client may lose the answer.
     */
    private static final long LINGER_SECONDS = 2;

    private LastAnswer() {
    }

    /** Sent from where the bytes of the connection pass, not its messages. */
    static void sendBytes(ChannelHandlerContext context, HttpResponseStatus status, String detail) {
        byte[] body = new JsonObject().put("type", "about:blank").put("title", status.reasonPhrase())
                .put("status", status.code()).put("detail", detail).encode().getBytes(StandardCharsets.UTF_8);
        byte[] head = ("HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\ncontent-type: "
                + Problem.MEDIA_TYPE
                + "\r\ncontent-length: " + body.length + "\r\nconnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuf answer = Unpooled.wrappedBuffer(head, body);
        context.writeAndFlush(answer).addListener(written -> {
            if (context.channel() instanceof DuplexChannel channel && channel.isActive()) {
                channel.shutdownOutput();
            }
        });
        context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS);
    }
}
