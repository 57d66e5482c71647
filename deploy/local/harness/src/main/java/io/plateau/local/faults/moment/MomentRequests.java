package io.plateau.local.faults.moment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plateau.contracts.Stage;
import io.plateau.local.faults.system.ViolationException;
import io.plateau.local.faults.system.Waiting;
import io.plateau.local.moment.Break;
import io.plateau.local.service.Service;

/** The harness's side of the moments of a block's life: asks for one, waits until it has come, and lets it pass. */
public final class MomentRequests {
    private static final Duration LOOK = Duration.ofMillis(5);
    /** Whether there is still hope is asked of the database. */
    private static final int LOOKS_PER_QUESTION = 50;
    /** A service that died just then writes nothing. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(5);

    /** Longer than a whole experiment and every standstill that there may be. */
    private static final Duration COMES_WITHIN = Duration.ofMinutes(4);

    private final Path directory;

    public MomentRequests(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /**
     * Asks for a moment of a service, whatever the stage.
     *
     * @param moment such as {@code after-commit}
     */
    public Asked ask(Service service, String moment) {
        return new Asked(directory.resolve(service.label() + "." + moment));
    }

    /** Asks for the moment of one stage, or of one stage of one experiment: {@code stage@experiment}. */
    public Asked ask(Service service, String moment, String stage) {
        return new Asked(directory.resolve(service.label() + "." + moment + "." + stage));
    }

    /** From now on no service keeps the guarantee. */
    public void breakOnPurpose(Break guarantee) throws IOException {
        Files.createFile(directory.resolve(guarantee.file()));
    }

    /** From now on every service keeps it. */
    public void mend(Break guarantee) throws IOException {
        Files.delete(directory.resolve(guarantee.file()));
    }

    /**
     * A replica that has reached a moment.
     *
     * @param process its number
     * @param stage of the block that it holds there
     * @param experiment of that block
     */
    public record Standing(long process, Stage stage, String experiment) {
        private static final Pattern TEXT = Pattern.compile("(\\d+) ([a-z-]+)@(.+)");

        /** As the service writes it: {@code 4711 capture@<experiment>}. */
        static Standing of(String text) {
            Matcher matcher = TEXT.matcher(text.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("'" + text + "' does not name the process that stopped at a moment");
            }
            return new Standing(Long.parseLong(matcher.group(1)), Stage.ofLabel(matcher.group(2)), matcher.group(3));
        }
    }

    /** A moment that was requested; closing it lets the service that stands there go on. */
    public static final class Asked implements AutoCloseable {
        private final Path asked;
        private final Path reached;

        private Asked(Path asked) {
            this.asked = asked;
            this.reached = asked.resolveSibling(asked.getFileName() + ".reached");
            try {
                Files.deleteIfExists(reached);
                Files.createFile(asked);
            } catch (IOException e) {
                throw new UncheckedIOException("the moment could not be asked for", e);
            }
        }

        /**
         * Returns when a service has reached the moment.
         *
         * @param hopeless when nothing left could reach it
         * @return the replica and its block
         * @throws ViolationException when the experiment stands still on the way there
         */
        public Standing await(BooleanSupplier hopeless) throws MissedException, ViolationException {
            long looks = 0;
            long deadline = System.nanoTime() + COMES_WITHIN.toNanos();
            while (!Files.exists(reached)) {
                if (System.nanoTime() > deadline) {
                    throw new ViolationException("the experiment neither ended nor reached " + asked.getFileName()
                            + " within " + COMES_WITHIN.toSeconds() + " s");
                }
                if (++looks % LOOKS_PER_QUESTION == 0 && hopeless.getAsBoolean()) {
                    // It may have come between the two looks.
                    if (Files.exists(reached)) {
                        break;
                    }
                    throw new MissedException("the experiment had passed " + asked.getFileName());
                }
                Waiting.pause(LOOK);
            }
            return standing();
        }

        /** Written by the process that reached it, right after it did. */
        private Standing standing() throws MissedException {
            try {
                String text = Files.readString(reached);
                for (long look = 0; text.isEmpty(); look += LOOK.toMillis()) {
                    if (look > WRITTEN_WITHIN.toMillis()) {
                        throw new MissedException("no process is stopped at " + asked.getFileName());
                    }
                    Waiting.pause(LOOK);
                    text = Files.readString(reached);
                }
                return Standing.of(text);
            } catch (IOException e) {
                throw new UncheckedIOException("the moment does not name the process that stopped there", e);
            }
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(asked);
                Files.deleteIfExists(reached);
            } catch (IOException e) {
                throw new UncheckedIOException("the moment could not be released", e);
            }
        }
    }
}
