package io.plateau.local.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.plateau.local.command.Reason;
import io.plateau.local.command.RunException;
import io.plateau.local.database.LocalDatabase;

/**
 * The folder of one run's data, held by this launcher alone.
 *
 * <p>
 * Fresh data lies beside the build until the next run with fresh data removes it, so that results can still be
 * looked at. A folder that was named by someone is never removed.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String FRESH = "data-";
    private static final String LOCK = "lock";
    private static final String THROWAWAY = "throwaway";

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** @throws RunException when another launcher uses the folder, or broker and database could not */
    public static DataDirectory named(Path path) {
        DataPath.require(path);
        DataDirectory directory = hold(path)
                .orElseThrow(() -> new RunException("another run is using the data in " + path
                        + "; wait for it, stop it, or name another directory with --data"));
        try {
            // From now on someone relies on it.
            Files.deleteIfExists(path.resolve(THROWAWAY));
        } catch (IOException e) {
            throw new RunException("the data directory " + path + " cannot be written: " + Reason.of(e), e);
        }
        directory.endLeftovers();
        return directory;
    }

    /** An empty folder; what earlier launchers left in theirs is ended and removed. */
    public static DataDirectory fresh(Path parent) {
        DataPath.require(parent);
        try {
            Files.createDirectories(parent);
            for (Path earlier : throwaways(parent)) {
                hold(earlier).ifPresent(DataDirectory::remove);
            }
            Path path = Files.createTempDirectory(parent, FRESH);
            DataDirectory directory = hold(path).orElseThrow();
            Files.createFile(path.resolve(THROWAWAY));
            return directory;
        } catch (IOException e) {
            throw new RunException("no data directory could be made in " + parent + ": " + Reason.of(e)
                    + "; name one with --data", e);
        }
    }

    public Path path() {
        return path;
    }

    public Path kafka() {
        return path.resolve("kafka");
    }

    public Path postgres() {
        return path.resolve("postgres");
    }

    /** @param process name of a service's process */
    public Path log(String process) {
        return path.resolve("logs").resolve(process + ".log");
    }

    public Path launcherLog() {
        return path.resolve("logs").resolve("launcher.log");
    }

    /** Temporary files and unpacked libraries of everything that runs on this data. */
    public Path temporary() {
        return path.resolve("tmp");
    }

    /** Where libraries are unpacked: beside the build, so that the next run has them; with the data where that is read-only. */
    public Path cache(Installation installation) {
        Path shared = installation.target().resolve("cache");
        try {
            Files.createDirectories(shared);
            if (Files.isWritable(shared)) {
                return shared;
            }
        } catch (IOException e) {
            // Read-only or another user's.
        }
        return path.resolve("cache");
    }

    /** Of every service that runs on this data: each library that unpacks something does so in the one cache. */
    public List<String> serviceOptions(Installation installation) {
        String cache = cache(installation).toString();
        List<String> options = new ArrayList<>(jvmOptions());
        for (String property : List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "jna.tmpdir")) {
            options.add("-D" + property + "=" + cache);
        }
        return options;
    }

    /** Of every JVM that runs on this data: no file elsewhere. */
    public List<String> jvmOptions() {
        return List.of("-Djava.io.tmpdir=" + temporary(),
                // A percent sign would begin a placeholder.
                "-XX:ErrorFile=" + path.resolve("logs").toString().replace("%", "%%") + "/abort-%p.log");
    }

    /** From here on this process, too, keeps its temporary files and unpacked programs there. */
    public void useForTemporaryFiles(Installation installation) {
        System.setProperty("java.io.tmpdir", temporary().toString());
        System.setProperty("ot.epg.working-dir", cache(installation).resolve("postgres").toString());
    }

    public Leftovers leftovers() {
        return new Leftovers(path.resolve("processes"));
    }

    public boolean isThrowaway() {
        return Files.exists(path.resolve(THROWAWAY));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endLeftovers() {
        leftovers().end();
        LocalDatabase.endAbandoned(postgres());
    }

    private void remove() {
        endLeftovers();
        try (this; Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("earlier data could not be removed", e);
        }
    }

    private static List<Path> throwaways(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(FRESH))
                    .filter(entry -> Files.exists(entry.resolve(THROWAWAY))).toList();
        }
    }

    /** The folder with its lock, or nothing when someone else has it. */
    private static Optional<DataDirectory> hold(Path path) {
        try {
            Files.createDirectories(path.resolve("logs"));
            Files.createDirectories(path.resolve("tmp"));
            FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new DataDirectory(path.toRealPath(), channel));
                }
            } catch (OverlappingFileLockException e) {
                // Held by this very process: just as taken.
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new RunException("the data directory " + path + " cannot be used: " + Reason.of(e), e);
        }
    }
}
