package io.plateau.runtime.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;

class AcceptedConnectionsTest {
    private final EmbeddedChannel server = new EmbeddedChannel(
            new AcceptedConnections(2, Duration.ofSeconds(1)));

    @Test
    void anAddressHasSoManyConnectionsAndAnotherHasItsOwn() {
        EmbeddedChannel first = accept("10.0.0.1");
        EmbeddedChannel second = accept("10.0.0.1");
        assertGuarded(first);
        assertGuarded(second);

        assertRefused(accept("10.0.0.1"));
        assertGuarded(accept("10.0.0.2"));

        // The refused one is open yet, and counts
        first.close();
        assertRefused(accept("10.0.0.1"));
        second.close();
        server.runPendingTasks();
    }

    @Test
    void aConnectionThatClosesMakesRoom() {
        EmbeddedChannel first = accept("10.0.0.1");
        accept("10.0.0.1");
        for (int i = 0; i < 5; i++) {
            first.close();
            first.runPendingTasks();
            first = accept("10.0.0.1");
            assertGuarded(first);
        }
    }

    @Test
    void oneTooManyIsToldSoAndClosed() {
        EmbeddedChannel refused = new EmbeddedChannel(new RefusedConnection("there are already 2 connections"));

        ByteBuf answer = refused.readOutbound();

        String text = answer.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("HTTP/1.1 429 Too Many Requests\r\n"), text);
        assertTrue(text.contains("\r\ncontent-type: application/problem+json\r\n"), text);
        assertTrue(text.endsWith("\"detail\":\"there are already 2 connections\"}"), text);
    }

    @Test
    void limitsThatWouldLetNothingInAreRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new AcceptedConnections(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class,
                () -> new AcceptedConnections(1, Duration.ZERO));
    }

    private EmbeddedChannel accept(String address) {
        EmbeddedChannel connection = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(address, 50_000);
            }
        };
        server.writeInbound(connection);
        assertEquals(connection, server.readInbound());
        return connection;
    }

    private static void assertGuarded(EmbeddedChannel connection) {
        assertNotNull(connection.pipeline().get(ConnectionGuard.class));
    }

    private static void assertRefused(EmbeddedChannel connection) {
        assertNotNull(connection.pipeline().get(RefusedConnection.class));
    }
}
