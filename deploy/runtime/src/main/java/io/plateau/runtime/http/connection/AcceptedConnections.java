package io.plateau.runtime.http.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** The connections of one listening socket, counted by the address that they come from. */
final class AcceptedConnections extends ChannelInboundHandlerAdapter {
    private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();
    private final int perAddress;
    private final Duration headerTime;

    AcceptedConnections(int perAddress, Duration headerTime) {
        if (perAddress < 1) {
            throw new IllegalArgumentException("plateau.http.connections-per-address is " + perAddress
                    + "; at least 1 connection of an address must be allowed");
        }
        if (headerTime.isNegative() || headerTime.isZero()) {
            throw new IllegalArgumentException(
                    "plateau.http.header-time is " + headerTime + "; it must be positive");
        }
        this.perAddress = perAddress;
        this.headerTime = headerTime;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        Channel connection = (Channel) accepted;
        boolean admitted = true;
        if (connection.remoteAddress() instanceof InetSocketAddress remote) {
            InetAddress address = remote.getAddress();
            admitted = open.merge(address, 1, Integer::sum) <= perAddress;
            connection.closeFuture().addListener(closed -> open.computeIfPresent(address,
                    (key, count) -> count == 1 ? null : count - 1));
        }
        // Before the handlers of Vert.x, which are added when the connection is registered.
        connection.pipeline().addLast(admitted
                ? new ConnectionGuard(headerTime)
                : new RefusedConnection("there are already " + perAddress + " connections from this address, the most"
                        + " that one may have; close some or try again later"));
        context.fireChannelRead(accepted);
    }
}
