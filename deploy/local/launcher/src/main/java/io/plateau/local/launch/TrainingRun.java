package io.plateau.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.plateau.contracts.specification.CheckpointName;
import io.plateau.local.command.Reason;
import io.plateau.local.command.UsageException;
import io.plateau.local.service.Installation;

/**
 * The checkpoints of a directory of {@code step<N>} folders.
 *
 * @param models whole folders named {@code name@step<N>}, in the order of the steps
 */
record TrainingRun(List<Path> models) {
    private static final Pattern STEP = Pattern.compile("step([0-9]{1,15})");
    private static final String WEIGHTS = ".safetensors";
    private static final String WEIGHT_INDEX = ".safetensors.index.json";

    /** @throws UsageException when it is no such directory */
    static TrainingRun of(String nameOrDirectory, Installation installation) {
        String option = "--trajectory " + nameOrDirectory + ": ";
        Path bundled = installation.models().resolve(nameOrDirectory);
        Path directory = nameOrDirectory.matches("[A-Za-z0-9._-]+") && Files.isDirectory(bundled)
                ? bundled
                : Path.of(nameOrDirectory);
        if (!Files.isDirectory(directory)) {
            throw new UsageException(option + "there is no such directory, and no bundled training run of that name");
        }
        TreeMap<Long, Path> steps = steps(option, directory);
        if (steps.size() < 2) {
            throw new UsageException(option + "the directory has " + (steps.isEmpty() ? "no folder" : "one folder")
                    + " named step<N>, such as step512; a trajectory needs at least two");
        }
        Path root = installation.target().resolve("trajectories");
        List<Path> models = new ArrayList<>();
        try {
            String name = directory.toRealPath().getFileName().toString();
            for (Map.Entry<Long, Path> step : steps.entrySet()) {
                Path model = root.resolve(new CheckpointName(name, step.getKey()).toString());
                gather(option, step.getValue(), steps.lastEntry().getValue(), model);
                models.add(model);
            }
        } catch (IOException e) {
            throw new UsageException(option + "its files cannot be read: " + Reason.of(e), e);
        }
        return new TrainingRun(List.copyOf(models));
    }

    private static TreeMap<Long, Path> steps(String option, Path directory) {
        TreeMap<Long, Path> steps = new TreeMap<>();
        try (Stream<Path> folders = Files.list(directory)) {
            folders.filter(Files::isDirectory).forEach(folder -> {
                Matcher step = STEP.matcher(folder.getFileName().toString());
                if (step.matches() && steps.put(Long.parseLong(step.group(1)), folder) != null) {
                    throw new UsageException(option + "two folders are of step " + Long.parseLong(step.group(1)));
                }
            });
        } catch (IOException e) {
            throw new UsageException(option + "the directory cannot be read: " + Reason.of(e), e);
        }
        return steps;
    }

    /** Fills a folder with a checkpoint's files and those that only the last one has. What is there already is left alone: another run may be reading it. */
    private static void gather(String option, Path checkpoint, Path last, Path into) throws IOException {
        Map<String, Path> wanted = new TreeMap<>();
        for (Path file : files(last)) {
            if (!isOfWeights(file)) {
                wanted.put(file.getFileName().toString(), file);
            }
        }
        files(checkpoint).forEach(file -> wanted.put(file.getFileName().toString(), file));
        if (wanted.keySet().stream().noneMatch(name -> name.endsWith(WEIGHTS))) {
            throw new UsageException(option + checkpoint.getFileName() + " has no " + WEIGHTS + " file");
        }
        Files.createDirectories(into);
        for (Path old : files(into)) {
            Path file = wanted.get(old.getFileName().toString());
            if (file != null && Files.mismatch(old, file) == -1) {
                wanted.remove(old.getFileName().toString());
            } else {
                Files.delete(old);
            }
        }
        for (Path file : wanted.values()) {
            link(file, into);
        }
    }

    private static boolean isOfWeights(Path file) {
        return file.toString().endsWith(WEIGHTS) || file.toString().endsWith(WEIGHT_INDEX);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The same file under another name where the file system has such links, else a copy: weights are large. */
    private static void link(Path file, Path into) throws IOException {
        Path target = into.resolve(file.getFileName());
        try {
            Files.createLink(target, file.toRealPath());
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(file, target);
        }
    }
}
