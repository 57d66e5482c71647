package io.plateau.local.moment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The moments that a harness asks for, as files of one directory.
 *
 * <p>
 * The harness makes {@code <service>.<moment>}, {@code <service>.<moment>.<stage>} for that stage alone or
 * {@code <service>.<moment>.<stage>@<experiment>} for that experiment's alone. The service that reaches the moment renames the file to {@code ….reached}, which one replica alone can, writes into it
 * the number of its process and what it stands with, {@code 4711 capture@<experiment>}, and stands still until the harness has
 * removed that file.
 *
 * <p>
 * A file {@code <service>.poison.<stage>@<experiment>} poisons the blocks of that stage for as long as it is there, in the
 * way that it names. While there is a file {@code broken.<guarantee>}, no service keeps that guarantee; while there is one
 * {@code small-blocks}, contexts count for several times their bytes where blocks are cut.
 */
final class MomentFiles {
    private static final Duration POLL = Duration.ofMillis(5);

    private final Path directory;
    private final String service;
    private final Duration patience;

    /** @param patience after which a service continues though the file is still there */
    MomentFiles(Path directory, String service, Duration patience) {
        this.directory = directory;
        this.service = service;
        this.patience = patience;
    }

    /** Whether a harness asks for the moment. */
    boolean asked(Moment moment, String stage, String experimentId) {
        return names(moment, stage, experimentId).stream().anyMatch(name -> Files.exists(directory.resolve(name)));
    }

    /** The file that says that the moment has come, where a harness requested it and no other replica was first. */
    Optional<Path> claim(Moment moment, String stage, String experimentId) {
        for (String name : names(moment, stage, experimentId)) {
            Path asked = directory.resolve(name);
            try {
                Path reached = Files.move(asked, directory.resolve(name + ".reached"),
                        StandardCopyOption.ATOMIC_MOVE);
                // Replicas are distinguished by it; not made anew where the harness has already lifted the moment.
                Files.writeString(reached,
                        ProcessHandle.current().pid() + " " + stage + "@" + experimentId,
                        StandardOpenOption.WRITE);
                return Optional.of(reached);
            } catch (NoSuchFileException e) {
                // Not requested, or another replica was first.
            } catch (IOException e) {
                throw new UncheckedIOException("the moment " + asked + " could not be announced", e);
            }
        }
        return Optional.empty();
    }

    /** How the blocks of a stage of an experiment are poisoned, where they are. */
    Optional<PoisonedBlock> poison(String stage, String experimentId) {
        try {
            return Optional.of(PoisonedBlock.ofLabel(Files.readString(
                    directory.resolve(service + ".poison." + stage + "@" + experimentId)).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the poison of a block could not be read", e);
        }
    }

    /** Whether no service is to keep a guarantee. */
    boolean isBroken(Break guarantee) {
        return Files.exists(directory.resolve(guarantee.file()));
    }

    /** Whether an experiment is to have more blocks than it needs. */
    boolean wantsSmallBlocks() {
        return Files.exists(directory.resolve(MomentAgent.SMALL_BLOCKS));
    }

    /** Waits until the harness has removed the file; false when the patience ended or the thread was interrupted. */
    boolean awaitLifted(Path reached) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (Files.exists(reached)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Who asks for more than the other is served first. */
    private List<String> names(Moment moment, String stage, String experimentId) {
        String any = service + "." + moment.label();
        String ofStage = any + "." + stage;
        return List.of(ofStage + "@" + experimentId, ofStage, any);
    }
}
