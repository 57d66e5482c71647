package io.plateau.inference.mutation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Damages files as transfers, editors and attackers do. The same random numbers give the same bytes. */
public final class Mutator {
    private final Random random;
    private final JsonMutator json;

    /** What a file holds, and so what can be wrong with it beside its bytes. */
    public enum Format {
        SAFETENSORS, JSON, JSON_LINES, JSON_LINES_GZIP, TEXT, TABLE
    }

    public Mutator(Random random) {
        this.random = random;
        this.json = new JsonMutator(random);
    }

    /** Other bytes in the place of a file's; rarely the same. */
    public byte[] mutate(byte[] file, Format format) {
        if (random.nextInt(4) == 0) {
            return bytes(file);
        }
        return switch (format) {
            case JSON -> json.mutate(file);
            case SAFETENSORS -> safetensors(file);
            case JSON_LINES -> line(file, json::mutate);
            case JSON_LINES_GZIP ->
                gzip(random.nextInt(3) == 0 ? bytes(gunzip(file)) : line(gunzip(file), json::mutate));
            case TEXT -> line(file, this::bytes);
            case TABLE -> line(file, this::columns);
        };
    }

    /** Damage that knows nothing of the format. */
    private byte[] bytes(byte[] file) {
        int at = random.nextInt(file.length + 1);
        int length = Math.min(file.length - at, 1 + random.nextInt(1 << random.nextInt(12)));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> flipped(file);
            case 3, 4 -> Arrays.copyOf(file, at);
            case 5 -> Arrays.copyOfRange(file, at, file.length);
            case 6 -> spliced(file, at, at + length, new byte[0]);
            case 7 -> spliced(file, at, at, Arrays.copyOfRange(file, at, at + length));
            case 8 -> spliced(file, at, at + length, new byte[length]);
            case 9 -> spliced(file, at, at, of("\u00C3(", "\u00ED\u00A0\u0080", "\u00FF\u00FE", "\0", "\u00F5", "\r",
                    "\u00EF\u00BB\u00BF").getBytes(StandardCharsets.ISO_8859_1));
            case 10 -> of("", " \n", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "{", "[]", "null", "0", "\"", "<html>",
                    "[".repeat(100_000), "{\"a\":".repeat(100_000), "9".repeat(100_000))
                    .getBytes(StandardCharsets.ISO_8859_1);
            default -> spliced(file, file.length, file.length, Arrays.copyOfRange(file, at, at + length));
        };
    }

    private byte[] flipped(byte[] file) {
        byte[] copy = file.clone();
        // Half of the time where headers are.
        int within = random.nextBoolean() ? Math.min(64, file.length) : file.length;
        for (int i = 1 + random.nextInt(4); within > 0 && i > 0; i--) {
            copy[random.nextInt(within)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** Header lengths, header and data by themselves. */
    private byte[] safetensors(byte[] file) {
        if (file.length < Long.BYTES) {
            return bytes(file);
        }
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        long claimed = buffer.getLong(0);
        int header = (int) Math.max(0, Math.min(claimed, file.length - Long.BYTES));
        if (random.nextInt(5) == 0) {
            long[] lengths = {0, 1, header - 1, header + 1, header * 2L, 100_000_000, 100_000_001, Integer.MAX_VALUE,
                    1L << 32, Long.MAX_VALUE, Long.MIN_VALUE, -1, file.length, file.length - Long.BYTES};
            byte[] copy = file.clone();
            ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN).putLong(lengths[random.nextInt(lengths.length)]);
            return copy;
        }
        byte[] head = Arrays.copyOfRange(file, Long.BYTES, Long.BYTES + header);
        byte[] data = Arrays.copyOfRange(file, Long.BYTES + header, file.length);
        if (random.nextInt(4) == 0) {
            data = bytes(data);
        } else {
            head = json.mutate(head);
        }
        return ByteBuffer.allocate(Long.BYTES + head.length + data.length).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(head.length).put(head).put(data).array();
    }

    private interface Mutation {
        byte[] of(byte[] part);
    }

    /** One line is damaged, removed, doubled, or put elsewhere. */
    private byte[] line(byte[] file, Mutation mutation) {
        List<String> lines = new ArrayList<>(
                List.of(new String(file, StandardCharsets.ISO_8859_1).split("(?<=\n)")));
        int at = random.nextInt(lines.size());
        String line = lines.remove(at);
        switch (random.nextInt(8)) {
            case 0 -> {
                // Removed.
            }
            case 1 -> lines.addAll(at, List.of(line, line));
            case 2 -> lines.add(random.nextInt(lines.size() + 1), line);
            default -> lines.add(at, new String(mutation.of(line.stripTrailing().getBytes(StandardCharsets.ISO_8859_1)),
                    StandardCharsets.ISO_8859_1) + (random.nextInt(9) == 0 ? "" : "\n"));
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One column of a line whose columns tabs separate. */
    private byte[] columns(byte[] line) {
        String[] columns = new String(line, StandardCharsets.ISO_8859_1).split("\t", -1);
        columns[random.nextInt(Math.min(2, columns.length))] = of("", "0", "-1", "99999999999999999999", "1-2", "2-1",
                "1.1", "3-", "a", "_", "# newdoc", "\0", "\u00FF", "x".repeat(1 << 16), "1\t2");
        return String.join("\t", columns).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] spliced(byte[] file, int from, int to, byte[] with) {
        return ByteBuffer.allocate(file.length - (to - from) + with.length).put(file, 0, from).put(with)
                .put(file, to, file.length - to).array();
    }

    private String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] gunzip(byte[] packed) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
