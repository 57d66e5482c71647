package io.plateau.inference.checkpoint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.files.InputFolder;

/** A model directory as published: {@code config.json} with {@code model.safetensors}, whole or sharded. */
public final class Checkpoint {
    private static final Set<ElementType> WEIGHTS = EnumSet.of(ElementType.F32, ElementType.F16, ElementType.BF16);
    private final String owner;
    private final ModelConfig config;
    private final Map<String, SafetensorsFile> fileOf;
    private final Set<String> read = new HashSet<>();
    private final List<String> notes = new ArrayList<>();

    private Checkpoint(String owner, ModelConfig config, Map<String, SafetensorsFile> fileOf) {
        this.owner = owner;
        this.config = config;
        this.fileOf = fileOf;
    }

    /**
     * As {@link #open(InputFolder)}, of a folder whose files may be links only within it.
     *
     * @throws UnprocessableException naming what is missing or damaged
     */
    public static Checkpoint open(Path directory) {
        return open(InputFolder.of("model " + ModelFolder.name(directory), directory));
    }

    /** @throws UnprocessableException naming what is missing or damaged */
    public static Checkpoint open(InputFolder folder) {
        if (!Files.isDirectory(folder.directory())) {
            throw new UnprocessableException(folder.owner() + " is not a directory");
        }
        ModelConfig config = ModelConfig.read(folder);
        Map<String, SafetensorsFile> fileOf = new HashMap<>();
        WeightFiles weights = WeightFiles.of(folder);
        for (Path path : weights.paths()) {
            SafetensorsFile file = SafetensorsFile.open(path);
            for (String tensor : file.entries().keySet()) {
                if (fileOf.put(tensor, file) != null) {
                    throw new UnprocessableException(
                            "two shards of " + folder.owner() + " hold tensor " + Names.shown(tensor));
                }
            }
        }
        Checkpoint checkpoint = new Checkpoint(folder.owner(), config, fileOf);
        weights.unused().ifPresent(checkpoint::note);
        return checkpoint;
    }

    public ModelConfig config() {
        return config;
    }

    /** Remarks on how the checkpoint was read, in sentences; complete once the model is loaded. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Adds to {@link #notes()}. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** Whether a tensor is stored under at least one of the names. */
    public boolean has(List<String> names) {
        return names.stream().anyMatch(fileOf::containsKey);
    }

    /**
     * A weight, mapped: nothing is read before it is touched.
     *
     * @param names the full names under which the family's checkpoints store it
     * @param shape what the configuration says that the shape must be
     * @throws UnprocessableException when it is missing, misshapen, or stored under two of the names with different values
     */
    public StoredWeight weight(List<String> names, long... shape) {
        List<String> stored = names.stream().filter(fileOf::containsKey).toList();
        if (stored.isEmpty()) {
            throw new UnprocessableException(owner + " has no tensor " + String.join(" or ", names));
        }
        StoredWeight first = stored(stored.get(0), shape);
        for (String other : stored.subList(1, stored.size())) {
            if (!first.sameValues(stored(other, shape))) {
                throw new UnprocessableException(
                        owner + " stores the same weight twice with different values,"
                                + " as " + stored.get(0) + " and as " + other + "; remove the wrong one");
            }
        }
        return first;
    }

    private StoredWeight stored(String name, long... shape) {
        SafetensorsFile file = fileOf.get(name);
        TensorEntry entry = file.entries().get(name);
        if (!Arrays.equals(entry.shape(), shape)) {
            throw new UnprocessableException("tensor " + name + " of " + owner + " has shape "
                    + Arrays.toString(entry.shape()) + "; config.json asks for " + Arrays.toString(shape));
        }
        if (!WEIGHTS.contains(entry.type())) {
            throw new UnprocessableException("tensor " + name + " of " + owner + " is stored as "
                    + entry.type() + "; weights must be F32, F16 or BF16");
        }
        read.add(name);
        return new StoredWeight(entry.type(), file.map(entry));
    }

    /** Bytes of all weights in float32, as they are kept. */
    public long float32Bytes() {
        return fileOf.entrySet().stream().mapToLong(e -> e.getValue().entries().get(e.getKey()).elements()).sum()
                * Float.BYTES;
    }

    /**
     * Notes the tensors that nothing read.
     *
     * @param family for the message
     * @param buffers names of tensors that are no weights
     */
    public void noteUnread(String family, Pattern buffers) {
        List<String> unread = fileOf.keySet().stream()
                .filter(name -> !read.contains(name) && !buffers.matcher(name).matches()).sorted().map(Names::shown)
                .toList();
        if (!unread.isEmpty()) {
            note(owner + " stores tensors that the family " + family + " does not use; they were ignored: "
                    + Names.list(unread));
        }
    }
}
