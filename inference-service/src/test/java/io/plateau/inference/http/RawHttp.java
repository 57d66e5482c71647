package io.plateau.inference.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection on which a test writes what it likes. */
final class RawHttp implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;

    RawHttp(URI address) throws IOException {
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** Sends a whole request, with its host, and reads until the server closes or is silent for a quarter of a second. */
    static String answer(URI address, String head, String body) throws IOException {
        try (RawHttp http = new RawHttp(address)) {
            http.send(head + "\r\n\r\n" + body);
            return http.readAll();
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    String readAll() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            byte[] buffer = new byte[8_192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read.write(buffer, 0, n);
                // What would be a second answer comes soon after the first.
                socket.setSoTimeout(250);
            }
        } catch (SocketTimeoutException e) {
            if (read.size() == 0) {
                throw e;
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Reads until the text has come; fails where the server closes before, or says nothing for as long as it may. */
    void readUntil(String text) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(text) < 0) {
            String more = readSome();
            if (more.isEmpty()) {
                throw new AssertionError("closed after: " + read);
            }
            read.append(more);
        }
    }

    /** One read of what has come; empty when the server has closed. */
    String readSome() throws IOException {
        byte[] buffer = new byte[65_536];
        int n = socket.getInputStream().read(buffer);
        return n < 0 ? "" : new String(buffer, 0, n, StandardCharsets.UTF_8);
    }

    /** Status lines among an answer; more than one where it was answered twice. */
    static long answers(String answer) {
        return STATUS.matcher(answer).results().count();
    }

    static int status(String answer) {
        Matcher status = STATUS.matcher(answer);
        if (!status.lookingAt()) {
            throw new AssertionError("no HTTP answer: " + answer);
        }
        return Integer.parseInt(status.group(1));
    }

    /** Closes without the usual exchange, as a process that is killed does with unread data. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
