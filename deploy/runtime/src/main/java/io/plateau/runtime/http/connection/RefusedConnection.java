package io.plateau.runtime.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;

/** A connection that is one too many: told so, whatever it asks, and closed. */
final class RefusedConnection extends ChannelInboundHandlerAdapter {
    private final String detail;

    RefusedConnection(String detail) {
        this.detail = detail;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        LastAnswer.sendBytes(context, HttpResponseStatus.TOO_MANY_REQUESTS, detail);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }
}
