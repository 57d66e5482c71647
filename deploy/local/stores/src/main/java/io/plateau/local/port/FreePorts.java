package io.plateau.local.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports of the loopback interface. */
public final class FreePorts {
    /**
     * Below those from which operating systems take the port of an outgoing connection: one of these could be taken so between
     * being picked and being listened on.
     */
    static final int FIRST = 10_240;
    static final int LAST = 32_767;
    private static final int TRIES = 1_000;

    private FreePorts() {
    }

    /** Different ports: all are held until the last is found. */
    public static List<Integer> pick(int count) {
        List<ServerSocket> held = new ArrayList<>(count);
        try {
            for (int i = 0; i < count; i++) {
                held.add(listen());
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port of 127.0.0.1 could be found", e);
        } finally {
            held.forEach(FreePorts::release);
        }
    }

    private static ServerSocket listen() throws IOException {
        BindException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                return new ServerSocket(ThreadLocalRandom.current().nextInt(FIRST, LAST + 1), 1,
                        InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                last = e;
            }
        }
        throw last;
    }

    private static void release(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
