package io.plateau.runtime.http.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;

/**
 * First handler of a connection, where its bytes pass: the header of a request must be complete within a time from its first
 * byte, or from the opening of the connection. A second handler behind the decoder reports requests and answers to it.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
    /** Names that Vert.x gives its handlers. */
    private static final String DECODER = "httpDecoder";
    private static final String SERVER = "handler";

    private final Duration headerTime;
    private ChannelHandlerContext context;
    private ScheduledFuture<?> deadline;
    /** Null where this connection is not guarded. */
    private RequestHeads heads;
    private boolean inRequest;
    private boolean answered;

    ConnectionGuard(Duration headerTime) {
        this.headerTime = headerTime;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        ChannelPipeline pipeline = active.pipeline();
        // Over TLS the decoder comes later: a proxy that ends TLS before the service guards itself.
        if (pipeline.get(DECODER) != null && pipeline.get(SERVER) != null) {
            heads = new RequestHeads(this);
            pipeline.replace(DECODER, DECODER, new StrictRequestDecoder());
            pipeline.addBefore(SERVER, null, heads);
            startDeadline();
        }
        active.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext read, Object bytes) {
        if (answered) {
            ReferenceCountUtil.release(bytes);
            return;
        }
        if (heads != null && !inRequest && deadline == null) {
            startDeadline();
        }
        read.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        stopDeadline();
        inactive.fireChannelInactive();
    }

    void headCompleted() {
        inRequest = true;
        stopDeadline();
    }

    void requestCompleted() {
        inRequest = false;
    }

    /** Answers and lets nothing further in; nothing else may be on its way out. */
    void refuse(HttpResponseStatus status, String detail) {
        answered = true;
        stopDeadline();
        LastAnswer.sendBytes(context, status, detail);
    }

    boolean hasAnswered() {
        return answered;
    }

    void close() {
        answered = true;
        context.close();
    }

    private void startDeadline() {
        deadline = context.executor().schedule(() -> heads.refuse(HttpResponseStatus.REQUEST_TIMEOUT,
                "the header of the request was not complete within " + headerTime.toMillis() + " ms"),
                headerTime.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void stopDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
