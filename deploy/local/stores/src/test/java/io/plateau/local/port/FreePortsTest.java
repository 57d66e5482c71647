package io.plateau.local.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void areDifferentAndFreeAndNoneOfAnOutgoingConnection() throws Exception {
        List<Integer> ports = FreePorts.pick(50);

        assertEquals(50, new HashSet<>(ports).size());
        for (int port : ports) {
            assertTrue(port >= FreePorts.FIRST && port <= FreePorts.LAST, () -> "port " + port);
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }
}
