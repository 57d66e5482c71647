package io.plateau.inference.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;

import io.plateau.contracts.UnprocessableException;

/** A safetensors file: 8 bytes header length, JSON header, tensors. Tensors are mapped, never read into the heap. */
public final class SafetensorsFile {
    private final Path path;
    private final long dataStart;
    private final Map<String, TensorEntry> entries;

    private SafetensorsFile(Path path, long dataStart, Map<String, TensorEntry> entries) {
        this.path = path;
        this.dataStart = dataStart;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /** @throws UnprocessableException naming what is wrong with the file */
    public static SafetensorsFile open(Path path) {
        String name = path.getFileName().toString();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < Long.BYTES) {
                throw new UnprocessableException(name + " has " + size + " bytes: too few for a safetensors header");
            }
            long headerLength = read(channel, 0, Long.BYTES).getLong();
            if (headerLength < 2 || headerLength > SafetensorsHeader.LARGEST || headerLength > size - Long.BYTES) {
                throw new UnprocessableException(name + " claims a header of " + Long.toUnsignedString(headerLength)
                        + " bytes; it must have at least 2, at most " + SafetensorsHeader.LARGEST
                        + ", and fit the file's "
                        + size + " bytes");
            }
            long dataStart = Long.BYTES + headerLength;
            byte[] header = read(channel, Long.BYTES, (int) headerLength).array();
            return new SafetensorsFile(path, dataStart, SafetensorsHeader.parse(name, header, size - dataStart));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** Entries by name, in the order of the header. */
    public Map<String, TensorEntry> entries() {
        return entries;
    }

    /**
     * The raw bytes of a tensor, little-endian, mapped: pages are read when touched. Mapped read-only, because a
     * model may lie on a read-only mount; a write to the buffer crashes the process. */
    public ByteBuffer map(TensorEntry entry) {
        long length = entry.end() - entry.begin();
        if (length > Integer.MAX_VALUE) {
            throw new UnprocessableException("tensor " + entry.name() + " has " + length
                    + " bytes; a single tensor may have at most " + Integer.MAX_VALUE);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(MapMode.READ_ONLY, dataStart + entry.begin(), length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map tensor " + entry.name() + " of " + path.getFileName(), e);
        }
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException("the file ended early");
            }
        }
        return buffer.flip();
    }
}
