package io.plateau.runtime.http.connection;

import java.time.Duration;
import java.util.function.Supplier;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Puts a {@link ConnectionGuard} before every connection that an HTTP server of this process accepts. Vert.x hands a request over
 * when its header is complete: what never completes one, and what its decoder mends in silence, can only be met here.
 */
public final class ConnectionGuards implements VertxServiceProvider {
    private static final String PER_ADDRESS = "plateau.http.connections-per-address";
    private static final String HEADER_TIME = "plateau.http.header-time";

    @Override
    public void init(VertxBuilder builder) {
        builder.findTransport(transport(() -> {
            Config config = ConfigProvider.getConfig();
            return new AcceptedConnections(config.getValue(PER_ADDRESS, Integer.class),
                    config.getValue(HEADER_TIME, Duration.class));
        }));
    }

    /** The JDK's transport, with each server's connections guarded; limits are read when a server begins to listen. */
    static JDKTransport transport(Supplier<AcceptedConnections> limits) {
        return new JDKTransport() {
            @Override
            public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
                super.configure(options, domainSocket, bootstrap);
                if (!domainSocket) {
                    bootstrap.handler(limits.get());
                }
            }
        };
    }
}
