package io.plateau.inference.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;

/**
 * The files of a model's folder that hold its weights: {@code model.safetensors}, or the shards that its index names.
 *
 * @param names sorted
 */
public record WeightFiles(InputFolder folder, List<String> names) {
    private static final String WHOLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    /** What weights are called in other formats. */
    private static final Pattern OTHER = Pattern.compile(".+\\.(bin|pt|pth|ckpt|h5|msgpack|gguf|ggml|onnx|npz)");
    /** Other weights in the folder. */
    private static final Pattern BESIDE = Pattern.compile(".+\\.safetensors");
    /** Where there is one, the published implementation applies an adapter to the weights. */
    private static final String ADAPTER = "adapter_config.json";

    /** @throws UnprocessableException when there are no weights, or a file is not what its name says */
    public static WeightFiles of(InputFolder folder) {
        if (folder.find(ADAPTER, FileKind.CONFIG).isPresent()) {
            throw new UnprocessableException(folder.owner() + " has an " + ADAPTER
                    + ", so that its weights alone are not"
                    + " the model; merge the adapter into them (in Python: model.merge_and_unload()) or take it out of the"
                    + " folder");
        }
        if (folder.find(WHOLE, FileKind.WEIGHTS).isPresent()) {
            return new WeightFiles(folder, List.of(WHOLE));
        }
        if (folder.find(INDEX, FileKind.INDEX).isEmpty()) {
            throw missing(folder);
        }
        List<String> shards = ShardIndex.files(folder);
        for (String shard : shards) {
            folder.find(shard, FileKind.WEIGHTS).orElseThrow(() -> new UnprocessableException(
                    INDEX + " of " + folder.owner() + " names the shard '" + shard + "', which is not there"));
        }
        return new WeightFiles(folder, shards);
    }

    /** In the order of the names. */
    public List<Path> paths() {
        return names.stream().map(folder.directory()::resolve).toList();
    }

    /** A sentence that names other weights in the folder, if there are any. */
    Optional<String> unused() {
        Set<String> used = Set.copyOf(names);
        List<String> beside = listed(folder, BESIDE).stream().filter(name -> !used.contains(name)).map(Names::shown)
                .toList();
        return beside.isEmpty()
                ? Optional.empty()
                : Optional.of("files beside the weights of " + folder.owner() + " were ignored: " + Names.list(beside));
    }

    private static UnprocessableException missing(InputFolder folder) {
        List<String> others = listed(folder, OTHER);
        String neither = folder.owner() + " has neither " + WHOLE + " nor " + INDEX;
        return new UnprocessableException(others.isEmpty()
                ? neither + "; only safetensors weights are read"
                : neither + " but " + Names.list(others.stream().map(Names::shown).toList())
                        + "; only safetensors weights are read: save the model again with safetensors"
                        + " (in Python: model.save_pretrained(folder, safe_serialization=True))");
    }

    private static List<String> listed(InputFolder folder, Pattern pattern) {
        try (Stream<Path> files = Files.list(folder.directory())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> pattern.matcher(name).matches())
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of " + folder.owner() + " could not be read", e);
        }
    }
}
