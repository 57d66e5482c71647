package io.plateau.inference.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes checkpoints for tests: a golden one under other names, types, shapes or in shards. */
public final class WrittenCheckpoint {
    private final Map<String, TensorEntry> entries = new LinkedHashMap<>();
    private final Map<String, ByteBuffer> bytes = new LinkedHashMap<>();
    private String config;

    /** A copy, in memory, of a published float32 checkpoint. */
    public static WrittenCheckpoint copyOf(Path directory) throws IOException {
        WrittenCheckpoint copy = new WrittenCheckpoint();
        copy.config = Files.readString(directory.resolve("config.json"));
        SafetensorsFile file = SafetensorsFile.open(directory.resolve("model.safetensors"));
        file.entries().values().forEach(entry -> copy.put(entry.name(), entry.type(), entry.shape(), file.map(entry)));
        return copy;
    }

    public WrittenCheckpoint put(String name, ElementType type, long[] shape, ByteBuffer raw) {
        entries.put(name, new TensorEntry(name, type, shape, 0, raw.remaining()));
        bytes.put(name, raw);
        return this;
    }

    public WrittenCheckpoint remove(String name) {
        entries.remove(name);
        bytes.remove(name);
        return this;
    }

    /** Replaces text of the configuration. */
    public WrittenCheckpoint config(String from, String to) {
        if (!config.contains(from)) {
            throw new IllegalArgumentException("config.json has no " + from);
        }
        config = config.replace(from, to);
        return this;
    }

    /** Drops or adds a prefix of every tensor name. */
    public WrittenCheckpoint prefix(String from, String to) {
        for (TensorEntry entry : entries.values().toArray(TensorEntry[]::new)) {
            if (entry.name().startsWith(from)) {
                ByteBuffer raw = bytes.get(entry.name());
                remove(entry.name()).put(to + entry.name().substring(from.length()), entry.type(), entry.shape(), raw);
            }
        }
        return this;
    }

    /** Keeps the upper 16 bits of every float32, stored as BF16, or as float32 with zeros below. */
    public WrittenCheckpoint truncated(boolean asBrain) {
        for (TensorEntry entry : entries.values().toArray(TensorEntry[]::new)) {
            ByteBuffer raw = bytes.get(entry.name());
            int count = (int) entry.elements();
            ByteBuffer cut = ByteBuffer.allocate(count * (asBrain ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                int upper = raw.getInt(i * 4) >>> 16;
                cut = asBrain ? cut.putShort((short) upper) : cut.putInt(upper << 16);
            }
            put(entry.name(), asBrain ? ElementType.BF16 : ElementType.F32, entry.shape(), cut.flip());
        }
        return this;
    }

    /** Adds zeros at the end of each of the rows of a tensor whose elements have two or four bytes. */
    public WrittenCheckpoint widen(String name, int rows, int from, int to) {
        TensorEntry entry = entries.get(name);
        int size = entry.type().bytes();
        ByteBuffer wider = ByteBuffer.allocate(rows * to * size);
        for (int row = 0; row < rows; row++) {
            wider.put(row * to * size, bytes.get(name), row * from * size, from * size);
        }
        return put(name, entry.type(), new long[]{rows, to}, wider);
    }

    public WrittenCheckpoint shape(String name, long... shape) {
        return put(name, entries.get(name).type(), shape, bytes.get(name));
    }

    /** The same tensor also under another name. */
    public WrittenCheckpoint also(String from, String to) {
        return put(to, entries.get(from).type(), entries.get(from).shape(), bytes.get(from));
    }

    public float[] values(String name) {
        float[] values = new float[(int) entries.get(name).elements()];
        bytes.get(name).duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), config);
        write(directory.resolve("model.safetensors"), entries.keySet().toArray(String[]::new));
        return directory;
    }

    /** In two shards with an index. */
    public Path writeSharded(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), config);
        String[] names = entries.keySet().toArray(String[]::new);
        String[][] shards = {Arrays.copyOf(names, names.length / 2),
                Arrays.copyOfRange(names, names.length / 2, names.length)};
        StringBuilder map = new StringBuilder();
        for (int i = 0; i < 2; i++) {
            String file = "model-0000" + (i + 1) + "-of-00002.safetensors";
            write(directory.resolve(file), shards[i]);
            for (String name : shards[i]) {
                map.append(map.isEmpty() ? "" : ",").append('"').append(name).append("\":\"").append(file).append('"');
            }
        }
        Files.writeString(directory.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + map + "}}");
        return directory;
    }

    private void write(Path file, String... names) throws IOException {
        StringBuilder header = new StringBuilder();
        int offset = 0;
        for (String name : names) {
            TensorEntry entry = entries.get(name);
            int length = bytes.get(name).remaining();
            header.append(header.isEmpty() ? "{" : ",").append('"').append(name).append("\":{\"dtype\":\"")
                    .append(entry.type()).append("\",\"shape\":").append(Arrays.toString(entry.shape()))
                    .append(",\"data_offsets\":[").append(offset).append(',').append(offset + length).append("]}");
            offset += length;
        }
        byte[] json = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer content = ByteBuffer.allocate(Long.BYTES + json.length + offset).order(ByteOrder.LITTLE_ENDIAN);
        content.putLong(json.length).put(json);
        for (String name : names) {
            content.put(bytes.get(name).duplicate());
        }
        Files.write(file, content.array());
    }
}
