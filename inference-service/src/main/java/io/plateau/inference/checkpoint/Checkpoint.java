package io.plateau.inference.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.plateau.contracts.UnprocessableException;

/** A model directory as published: {@code config.json} with {@code model.safetensors}, whole or sharded. */
public final class Checkpoint {
    private static final String WHOLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final Set<ElementType> WEIGHTS = EnumSet.of(ElementType.F32, ElementType.F16, ElementType.BF16);
    private final String model;
    private final ModelConfig config;
    private final Map<String, SafetensorsFile> fileOf;

    private Checkpoint(String model, ModelConfig config, Map<String, SafetensorsFile> fileOf) {
        this.model = model;
        this.config = config;
        this.fileOf = fileOf;
    }

    /** @throws UnprocessableException naming what is missing or damaged */
    public static Checkpoint open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new UnprocessableException("model " + ModelFolder.name(directory) + " is not a directory");
        }
        ModelConfig config = ModelConfig.read(directory);
        Map<String, SafetensorsFile> fileOf = new HashMap<>();
        for (String name : files(directory)) {
            SafetensorsFile file = SafetensorsFile.open(directory.resolve(name));
            for (String tensor : file.entries().keySet()) {
                if (fileOf.put(tensor, file) != null) {
                    throw new UnprocessableException(
                            "two shards of model " + ModelFolder.name(directory) + " hold tensor " + tensor);
                }
            }
        }
        return new Checkpoint(ModelFolder.name(directory), config, fileOf);
    }

    public ModelConfig config() {
        return config;
    }

    public boolean has(List<String> prefixes, String name) {
        return find(prefixes, name).isPresent();
    }

    /**
     * A weight, mapped: nothing is read before it is touched.
     *
     * @param prefixes the prefixes under which the family's checkpoints are published, tried in this order
     * @param shape what the configuration says that the shape must be
     */
    public StoredWeight weight(List<String> prefixes, String name, long... shape) {
        String stored = find(prefixes, name).orElseThrow(
                () -> new UnprocessableException("model " + model + " has no tensor " + prefixes.stream()
                        .map(prefix -> prefix + name).collect(Collectors.joining(" or "))));
        SafetensorsFile file = fileOf.get(stored);
        TensorEntry entry = file.entries().get(stored);
        if (!Arrays.equals(entry.shape(), shape)) {
            throw new UnprocessableException("tensor " + stored + " of model " + model + " has shape "
                    + Arrays.toString(entry.shape()) + "; config.json asks for " + Arrays.toString(shape));
        }
        if (!WEIGHTS.contains(entry.type())) {
            throw new UnprocessableException("tensor " + stored + " of model " + model + " is stored as "
                    + entry.type() + "; weights must be F32, F16 or BF16");
        }
        return new StoredWeight(entry.type(), file.map(entry));
    }

    /** Bytes of all weights in float32, as they are kept. */
    public long float32Bytes() {
        return fileOf.entrySet().stream().mapToLong(e -> e.getValue().entries().get(e.getKey()).elements()).sum()
                * Float.BYTES;
    }

    private Optional<String> find(List<String> prefixes, String name) {
        return prefixes.stream().map(prefix -> prefix + name).filter(fileOf::containsKey).findFirst();
    }

    private static List<String> files(Path directory) {
        if (Files.isRegularFile(directory.resolve(WHOLE))) {
            return List.of(WHOLE);
        }
        Path index = directory.resolve(INDEX);
        if (!Files.isRegularFile(index)) {
            throw new UnprocessableException(
                    "model " + ModelFolder.name(directory) + " has neither " + WHOLE + " nor " + INDEX
                            + "; only safetensors weights are read");
        }
        List<String> shards = ShardIndex.files(index);
        for (String name : shards) {
            if (!Files.isRegularFile(directory.resolve(name))) {
                throw new UnprocessableException(
                        INDEX + " of model " + ModelFolder.name(directory) + " names the shard '"
                                + name + "', which is not there");
            }
        }
        return shards;
    }
}
