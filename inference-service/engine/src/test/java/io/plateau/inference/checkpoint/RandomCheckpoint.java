package io.plateau.inference.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes a checkpoint of random weights, of any shape, in the published layout; it streams and never holds a tensor.
 * Arguments: folder, a published model's name ({@code pythia-410m}, {@code gpt2-xl}, {@code llama-3.2-1b},
 * {@code qwen2.5-0.5b}) or family ({@code gpt2} or {@code gpt_neox}), D, N, L, H, V, positions, and then, if other than
 * {@code F32 1 1}, the type ({@code F32}, {@code F16}, {@code BF16}), the number of shards and the seed.
 */
public final class RandomCheckpoint {
    private static final int BUFFER = 1 << 20;
    /** Standard deviation of GPT-2's own initialisation; its uniform distribution spans √3 times that on either side. */
    private static final float SPREAD = (float) (0.02 * Math.sqrt(3));

    private final RandomShape shape;
    private final ElementType type;
    private final SplittableRandom random;

    private RandomCheckpoint(RandomShape shape, ElementType type, long seed) {
        this.shape = shape;
        this.type = type;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws IOException {
        RandomShape named = RandomShape.PUBLISHED.get(arguments[1]);
        int next = named == null ? 8 : 2;
        RandomShape shape = named == null
                ? RandomShape.of(arguments[1],
                        Arrays.stream(arguments, 2, next).mapToInt(Integer::parseInt).toArray())
                : named;
        ElementType type = arguments.length > next ? ElementType.valueOf(arguments[next]) : ElementType.F32;
        int shards = arguments.length > next + 1 ? Integer.parseInt(arguments[next + 1]) : 1;
        write(Path.of(arguments[0]), shape, type, shards,
                arguments.length > next + 2 ? Long.parseLong(arguments[next + 2]) : 1);
        System.out.printf(Locale.ROOT, "%s: %,d weights as %s%n", arguments[0], shape.parameters(), type);
    }

    /** Norms have gains of 1, all else is uniform around 0. */
    public static Path write(Path folder, RandomShape shape, ElementType type, int shards, long seed)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), shape.config());
        new RandomCheckpoint(shape, type, seed).weights(folder, shards);
        return folder;
    }

    private void weights(Path folder, int shards) throws IOException {
        List<Map<String, long[]>> parts = split(shards);
        StringBuilder index = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String file = parts.size() == 1
                    ? "model.safetensors"
                    : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, parts.size());
            shard(folder.resolve(file), parts.get(i));
            parts.get(i).keySet().forEach(name -> index.append(index.isEmpty() ? "" : ",")
                    .append('"').append(name).append("\":\"").append(file).append('"'));
        }
        if (parts.size() > 1) {
            Files.writeString(folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + index + "}}");
        }
    }

    /** About equally large shards, tensors in order. */
    private List<Map<String, long[]>> split(int shards) {
        List<Map<String, long[]>> parts = new ArrayList<>();
        long held = 0;
        for (Map.Entry<String, long[]> tensor : shape.tensors().entrySet()) {
            if (parts.isEmpty() || parts.size() < shards && held * shards >= shape.parameters() * parts.size()) {
                parts.add(new LinkedHashMap<>());
            }
            parts.get(parts.size() - 1).put(tensor.getKey(), tensor.getValue());
            held += elements(tensor.getValue());
        }
        return parts;
    }

    private void shard(Path file, Map<String, long[]> tensors) throws IOException {
        StringBuilder header = new StringBuilder();
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
            long end = offset + elements(tensor.getValue()) * type.bytes();
            header.append(header.isEmpty() ? "{" : ",").append('"').append(tensor.getKey()).append("\":{\"dtype\":\"")
                    .append(type).append("\",\"shape\":").append(Arrays.toString(tensor.getValue()))
                    .append(",\"data_offsets\":[").append(offset).append(',').append(end).append("]}");
            offset = end;
        }
        // As the format's own writer does: the data begin at a multiple of eight.
        header.append('}').append(" ".repeat(Math.floorMod(-(header.length() + 1), 8)));
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            channel.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).flip());
            channel.write(ByteBuffer.wrap(json));
            for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
                boolean gain = tensor.getValue().length == 1 && tensor.getKey().endsWith("weight");
                values(channel, buffer, elements(tensor.getValue()), gain);
            }
        }
    }

    private void values(FileChannel channel, ByteBuffer buffer, long count, boolean gain) throws IOException {
        for (long i = 0; i < count; i++) {
            put(buffer, gain ? 1 : SPREAD * (int) random.nextLong() * 0x1p-31f);
            if (!buffer.hasRemaining() || i == count - 1) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    private void put(ByteBuffer buffer, float value) {
        int bits = Float.floatToRawIntBits(value);
        switch (type) {
            case F32 -> buffer.putFloat(value);
            case BF16 -> buffer.putShort((short) (bits >>> 16));
            case F16 -> buffer.putShort(half(bits));
            default -> throw new IllegalArgumentException("weights are F32, F16 or BF16, not " + type);
        }
    }

    /** Towards zero; what is too small for a normal half becomes 0. */
    private static short half(int bits) {
        int exponent = (bits >>> 23 & 0xff) - 112;
        return (short) (exponent <= 0 ? 0 : bits >>> 16 & 0x8000 | exponent << 10 | bits >>> 13 & 0x3ff);
    }

    static long elements(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
