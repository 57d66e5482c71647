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
 * Arguments: folder, family ({@code gpt2} or {@code gpt_neox}), D, N, L, H, V, positions, and then, if other than
 * {@code F32 1 1}, the type ({@code F32}, {@code F16}, {@code BF16}), the number of shards and the seed.
 */
public final class RandomCheckpoint {
    private static final int BUFFER = 1 << 20;
    /** Standard deviation of GPT-2's own initialisation; its uniform distribution spans √3 times that on either side. */
    private static final float SPREAD = (float) (0.02 * Math.sqrt(3));

    private final Shape shape;
    private final ElementType type;
    private final SplittableRandom random;

    /** Sizes: width D, neurons N, layers L, heads H, vocabulary V and most positions of a context. */
    public record Shape(String family, int width, int neurons, int layers, int heads, int vocabulary, int positions) {
        /** Pythia-410M's. */
        public static final Shape PYTHIA_410M = new Shape("gpt_neox", 1024, 4096, 24, 16, 50_304, 2048);
        /** GPT-2 XL's. */
        public static final Shape GPT2_XL = new Shape("gpt2", 1600, 6400, 48, 25, 50_257, 1024);

        /** How many weights a model of this shape has. */
        public long parameters() {
            return tensors().values().stream().mapToLong(RandomCheckpoint::elements).sum();
        }

        private Map<String, long[]> tensors() {
            return family.equals("gpt2") ? gpt2() : neox();
        }

        private Map<String, long[]> gpt2() {
            Map<String, long[]> tensors = new LinkedHashMap<>();
            tensors.put("wte.weight", sizes(vocabulary, width));
            tensors.put("wpe.weight", sizes(positions, width));
            for (int l = 0; l < layers; l++) {
                String layer = "h." + l + ".";
                norm(tensors, layer + "ln_1");
                linear(tensors, layer + "attn.c_attn", 3 * width, sizes(width, 3 * width));
                linear(tensors, layer + "attn.c_proj", width, sizes(width, width));
                norm(tensors, layer + "ln_2");
                linear(tensors, layer + "mlp.c_fc", neurons, sizes(width, neurons));
                linear(tensors, layer + "mlp.c_proj", width, sizes(neurons, width));
            }
            norm(tensors, "ln_f");
            return tensors;
        }

        private Map<String, long[]> neox() {
            Map<String, long[]> tensors = new LinkedHashMap<>();
            tensors.put("gpt_neox.embed_in.weight", sizes(vocabulary, width));
            for (int l = 0; l < layers; l++) {
                String layer = "gpt_neox.layers." + l + ".";
                norm(tensors, layer + "input_layernorm");
                norm(tensors, layer + "post_attention_layernorm");
                linear(tensors, layer + "attention.query_key_value", 3 * width, sizes(3 * width, width));
                linear(tensors, layer + "attention.dense", width, sizes(width, width));
                linear(tensors, layer + "mlp.dense_h_to_4h", neurons, sizes(neurons, width));
                linear(tensors, layer + "mlp.dense_4h_to_h", width, sizes(width, neurons));
            }
            norm(tensors, "gpt_neox.final_layer_norm");
            tensors.put("embed_out.weight", sizes(vocabulary, width));
            return tensors;
        }

        private void norm(Map<String, long[]> tensors, String name) {
            linear(tensors, name, width, sizes(width));
        }

        private static void linear(Map<String, long[]> tensors, String name, int out, long[] weight) {
            tensors.put(name + ".weight", weight);
            tensors.put(name + ".bias", sizes(out));
        }

        private String config() {
            String json = family.equals("gpt2")
                    ? "'model_type': 'gpt2', 'n_embd': %d, 'n_inner': %d, 'n_layer': %d, 'n_head': %d, 'vocab_size': %d,"
                            + " 'n_positions': %d, 'activation_function': 'gelu_new', 'layer_norm_epsilon': 1e-5"
                    : "'model_type': 'gpt_neox', 'hidden_size': %d, 'intermediate_size': %d, 'num_hidden_layers': %d,"
                            + " 'num_attention_heads': %d, 'vocab_size': %d, 'max_position_embeddings': %d,"
                            + " 'hidden_act': 'gelu', 'rotary_pct': 0.25, 'rotary_emb_base': 10000,"
                            + " 'use_parallel_residual': true, 'layer_norm_eps': 1e-5, 'tie_word_embeddings': false";
            return "{" + String.format(Locale.ROOT, json, width, neurons, layers, heads, vocabulary, positions)
                    .replace('\'', '"') + "}";
        }
    }

    private RandomCheckpoint(Shape shape, ElementType type, long seed) {
        this.shape = shape;
        this.type = type;
        this.random = new SplittableRandom(seed);
    }

    public static void main(String[] arguments) throws IOException {
        int[] sizes = Arrays.stream(arguments, 2, 8).mapToInt(Integer::parseInt).toArray();
        Shape shape = new Shape(arguments[1], sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5]);
        ElementType type = arguments.length > 8 ? ElementType.valueOf(arguments[8]) : ElementType.F32;
        int shards = arguments.length > 9 ? Integer.parseInt(arguments[9]) : 1;
        write(Path.of(arguments[0]), shape, type, shards, arguments.length > 10 ? Long.parseLong(arguments[10]) : 1);
        System.out.printf(Locale.ROOT, "%s: %,d weights as %s%n", arguments[0], shape.parameters(), type);
    }

    /** Norms have gains of 1, all else is uniform around 0. */
    public static Path write(Path folder, Shape shape, ElementType type, int shards, long seed) throws IOException {
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

    private static long[] sizes(long... sizes) {
        return sizes;
    }

    private static long elements(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }
}
