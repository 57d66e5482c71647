package io.plateau.inference.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.HubModelId;

/** Brings one blob into the cache: what an interrupted attempt left is gone on from, and nothing unproven gets its name. */
final class HubDownload {
    private static final int BUFFER = 1 << 18;

    private final HubClient client;
    private final HubModelId id;
    private final HubFile file;
    private final Path partial;
    private final Patience patience;
    private final Consumer<String> lines;

    /** @param blob where the content goes; next to it {@code .incomplete} */
    HubDownload(HubClient client, HubModelId id, HubFile file, Path blob, Patience patience, Consumer<String> lines) {
        this.client = client;
        this.id = id;
        this.file = file;
        this.partial = blob.resolveSibling(blob.getFileName() + ".incomplete");
        this.patience = patience;
        this.lines = lines;
    }

    /**
     * @throws UnprocessableException when the hub refuses, or what it sends is not what it announced
     * @throws IOException when the hub cannot be reached; what arrived stays
     */
    void into(Path blob) throws IOException {
        Files.createDirectories(blob.getParent());
        requireRoom();
        boolean resumed = present() > 0;
        if (!attempts() && !(resumed && attempts())) {
            throw new UnprocessableException(file.path() + " of model " + id + " arrived damaged: its "
                    + BlobHash.of(file).algorithm() + " is not the announced " + file.etag() + "; it was thrown away");
        }
        Files.move(partial, blob, StandardCopyOption.ATOMIC_MOVE);
    }

    private void requireRoom() throws IOException {
        long needed = file.size() - present();
        long room = Files.getFileStore(partial.getParent()).getUsableSpace();
        if (needed > room) {
            throw new UnprocessableException(file.path() + " of model " + id + " needs " + needed
                    + " bytes more but the hub's cache has room for " + room);
        }
    }

    private long present() throws IOException {
        return Files.exists(partial) ? Files.size(partial) : 0;
    }

    /** Until all is there; false, and all is thrown away, when it is not what was announced. */
    private boolean attempts() throws IOException {
        int failures = 0;
        // The most that was ever there: a server that brings the same bytes again and again makes no progress.
        long most = present();
        while (true) {
            try {
                if (transfer()) {
                    return true;
                }
                Files.delete(partial);
                return false;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                failures = present() > most ? 1 : failures + 1;
                most = Math.max(most, present());
                String state = file.path() + " of model " + id + " broke off after " + present() + " of " + file.size()
                        + " bytes: " + e.getMessage();
                if (failures >= patience.attempts()) {
                    throw new HubUnavailableException(state + "; given up, the next try goes on from there", e);
                }
                lines.accept(state + "; trying again");
                patience.pause(failures);
            }
        }
    }

    /** @return whether the hash is right */
    private boolean transfer() throws IOException {
        if (present() > file.size()) {
            Files.delete(partial);
        }
        BlobHash hash = BlobHash.of(file);
        try (FileChannel out = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            if (out.size() < file.size()) {
                receive(out);
            }
            out.force(true);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            for (out.position(0); out.read(buffer.clear()) >= 0;) {
                hash.update(buffer.flip());
            }
        }
        return hash.matches();
    }

    private void receive(FileChannel out) throws IOException {
        HttpResponse<InputStream> response = client.open(id, file, out.size());
        try (WatchedBody body = new WatchedBody(response.body(), patience.stall())) {
            position(out, response);
            long there = out.position();
            TransferProgress progress = new TransferProgress(file.path() + " of " + id, file.size(), there, patience,
                    lines);
            byte[] buffer = new byte[BUFFER];
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                there += n;
                if (there > file.size()) {
                    out.truncate(0);
                    throw new UnprocessableException(file.path() + " of model " + id + " is longer than the announced "
                            + file.size() + " bytes; it was thrown away");
                }
                write(out, ByteBuffer.wrap(buffer, 0, n));
                progress.at(there);
            }
            if (there < file.size()) {
                throw new HubUnavailableException("the connection ended early");
            }
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Where the answer begins; a server that does not know ranges sends the whole. */
    private void position(FileChannel out, HttpResponse<?> response) throws IOException {
        long wanted = out.size();
        int status = response.statusCode();
        if (status == 200) {
            out.truncate(0);
        } else if (status == 206 && begin(response) == wanted) {
            out.position(wanted);
        } else {
            // What is there is of no use to this server: start over.
            out.truncate(0);
            throw new HubUnavailableException("asked for bytes from " + wanted + " on, the hub answered " + status + " "
                    + response.headers().firstValue("Content-Range").orElse("without a range"));
        }
    }

    private static long begin(HttpResponse<?> response) {
        String range = response.headers().firstValue("Content-Range").orElse("");
        return range.matches("bytes [0-9]{1,18}-.*") ? Long.parseLong(range.substring(6, range.indexOf('-'))) : -1;
    }
}
