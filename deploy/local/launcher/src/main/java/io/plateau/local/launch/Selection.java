package io.plateau.local.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.plateau.contracts.specification.CorpusFile;
import io.plateau.contracts.specification.HubModelId;
import io.plateau.local.command.Reason;
import io.plateau.local.command.UsageException;
import io.plateau.local.service.Installation;

/** Turns what a person typed for models and corpora into names under roots. */
final class Selection {
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer.json";
    private static final String WEIGHTS = ".safetensors";
    /** Weights as other tools keep them. */
    private static final String OTHER_WEIGHTS = "pytorch_model.*\\.bin|.*\\.(pt|pth|ckpt|h5|msgpack|gguf|onnx)";

    private static final String HUB_SWITCH = "PLATEAU_HUB_ENABLED";

    private final Installation installation;
    private final boolean hub;

    /** @param environment is passed on to the services, which are told by it whether there is a model hub */
    Selection(Installation installation, Map<String, String> environment) {
        this.installation = installation;
        this.hub = Boolean.parseBoolean(environment.get(HUB_SWITCH));
    }

    /** @throws UsageException when it is neither a bundled model, nor a directory with one, nor one of the model hub */
    NamedPath model(String nameOrDirectory) {
        if (bundled().contains(nameOrDirectory)) {
            return new NamedPath(null, nameOrDirectory);
        }
        Path directory = Path.of(nameOrDirectory);
        if (!Files.isDirectory(directory)) {
            boolean onHub = HubModelId.parse(nameOrDirectory).isPresent();
            if (onHub && hub) {
                return new NamedPath(null, nameOrDirectory);
            }
            throw new UsageException("--model " + nameOrDirectory + ": there is no such directory, and no bundled model"
                    + " of that name; bundled are " + String.join(", ", bundled())
                    + (onHub ? "; to have it fetched from the model hub, set " + HUB_SWITCH + "=true" : ""));
        }
        if (!Files.isRegularFile(directory.resolve(CONFIG))) {
            throw new UsageException(
                    "--model " + nameOrDirectory + ": the directory has no " + CONFIG + "; it must hold "
                            + CONFIG + ", " + TOKENIZER + " and safetensors weights");
        }
        requireReadable(nameOrDirectory, directory);
        return belowCommonRoot(directory);
    }

    /** As the service would say it, better before everything has started. */
    private static void requireReadable(String name, Path directory) {
        List<String> files;
        try (Stream<Path> list = Files.list(directory)) {
            files = list.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UsageException("--model " + name + ": the directory cannot be read: " + Reason.of(e), e);
        }
        boolean weights = files.stream().anyMatch(file -> file.endsWith(WEIGHTS));
        Optional<String> other = files.stream().filter(file -> file.matches(OTHER_WEIGHTS)).findFirst();
        if (!weights && other.isPresent()) {
            throw new UsageException(
                    "--model " + name + ": the directory has no weights that can be read: only " + WEIGHTS
                            + " files are, and it has " + other.get());
        }
        if (weights && !files.contains(TOKENIZER)) {
            throw new UsageException("--model " + name + ": the directory has no " + TOKENIZER
                    + "; it turns text into the tokens that the model was trained on");
        }
    }

    /** Where a selected model lies; nowhere yet where the service is to fetch it. */
    Optional<Path> folder(NamedPath model) {
        Path root = model.root() == null ? installation.models() : model.root();
        return Optional.of(root.resolve(model.name())).filter(Files::isDirectory);
    }

    /** @throws UsageException if the file is missing or cannot be read as a corpus */
    NamedPath corpus(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("--corpus " + file + ": there is no such file");
        }
        if (CorpusFile.ending(file.getFileName().toString()).isEmpty()) {
            throw new UsageException("--corpus " + file + ": its name must end in "
                    + String.join(", ", CorpusFile.ENDINGS));
        }
        Path real = real(file);
        return new NamedPath(real.getParent(), real.getFileName().toString());
    }

    private List<String> bundled() {
        try (Stream<Path> folders = Files.list(installation.models())) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve(CONFIG)))
                    .map(folder -> folder.getFileName().toString()).sorted().collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model cache keeps links to files beside the folder: the root must hold both, for links may not leave it. */
    private static NamedPath belowCommonRoot(Path directory) {
        Path folder = real(directory);
        Path root = folder.getParent();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.map(Selection::real).toList()) {
                while (!file.startsWith(root)) {
                    root = root.getParent();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new NamedPath(root, root.relativize(folder).toString().replace('\\', '/'));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UsageException(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
