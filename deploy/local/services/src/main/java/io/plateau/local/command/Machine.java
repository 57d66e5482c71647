package io.plateau.local.command;

import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

import com.sun.management.UnixOperatingSystemMXBean;

/** Requirements on the machine and environment, checked before anything starts. */
public final class Machine {
    /** Broker and launcher hold some 280 files, a service some 240, and each further replica some 20 of the broker's. */
    static final long LEAST_FILES = 1_024;
    /** Of the first release: a clock behind it is not set. */
    private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final char UNDECODABLE = '\uFFFD';

    private Machine() {
    }

    /** @throws RunException for a machine on which the system would not run */
    public static void require(Map<String, String> environment) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            requireFiles(system.getMaxFileDescriptorCount());
        }
        requireClock(Instant.now());
        requireEngine(environment);
    }

    /** @throws UsageException for an argument that is not text: its name would be another file's */
    public static void requireText(String... arguments) {
        for (String argument : arguments) {
            if (argument.indexOf(UNDECODABLE) >= 0) {
                throw new UsageException("the argument '" + argument + "' is not valid UTF-8; name the file in UTF-8");
            }
            if (!isAscii(argument) && !fileNames().equals(StandardCharsets.UTF_8)) {
                throw new UsageException("the argument '" + argument + "' has characters that the locale's encoding, "
                        + fileNames()
                        + ", cannot represent in a file name; set LC_ALL to a UTF-8 locale such as C.UTF-8");
            }
        }
    }

    static void requireFiles(long limit) {
        if (limit >= 0 && limit < LEAST_FILES) {
            throw new RunException(
                    "this shell allows a process " + limit + " open files; broker, database and services need "
                            + LEAST_FILES + ": raise the limit with ulimit -n " + LEAST_FILES);
        }
    }

    static void requireClock(Instant now) {
        if (now.isBefore(EARLIEST) || now.isAfter(LATEST)) {
            throw new RunException(
                    "the clock of this machine says " + now + "; set it: Kafka keeps and deletes events by the"
                            + " time, and results record it");
        }
    }

    /** A library of the host's own is used only where it is there. */
    static void requireEngine(Map<String, String> environment) {
        String library = environment.getOrDefault("PYTORCH_LIBRARY_PATH", "");
        if (!library.isBlank() && !Files.isDirectory(Path.of(library))) {
            throw new RunException(
                    "PYTORCH_LIBRARY_PATH names " + library + ", which is not a directory; name that of libtorch's"
                            + " libraries, or unset it for the bundled library");
        }
    }

    private static Charset fileNames() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
