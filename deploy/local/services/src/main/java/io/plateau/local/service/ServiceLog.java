package io.plateau.local.service;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plateau.local.command.Reason;

/** The log of a service, read for the reason why the service ended. */
final class ServiceLog {
    /** Of the end of a log: more than any trace. */
    private static final int MOST_BYTES = 256 << 10;
    private static final Pattern CAUSE = Pattern.compile("^Caused by: (.+)$");
    /** An error line of the log: {@code 2026-01-31 12:00:00,000 ERROR [category] (thread) message}. */
    private static final Pattern ERROR = Pattern
            .compile(
                    "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} (?:ERROR|FATAL)\\s+\\[[^]]*] \\([^)]*\\) (.+)$");
    /** Messages of the virtual machine before logging starts, and when it aborts. */
    private static final Pattern MACHINE = Pattern
            .compile("^(?:Error: (?!A JNI|A fatal exception)|Error occurred during"
                    + " |# There is insufficient memory|Unrecognized |Invalid |Could not |java\\.lang\\.OutOfMemoryError)(.*)$");
    private static final Pattern SETTING = Pattern.compile("Failed to load config value of type .* for: ([\\w.-]+)");
    private static final Pattern WRAPPER = Pattern.compile("Failed to start application.*|Error running Quarkus.*");

    private final Path file;
    private final long from;

    /** @param from where this run's part of the file begins, bytes */
    ServiceLog(Path file, long from) {
        this.file = file;
        this.from = from;
    }

    /** The reason in one line; empty if the log has none. */
    Optional<String> reason() {
        List<String> lines = lines();
        return lastCause(lines).or(() -> lastError(lines)).or(() -> ofMachine(lines)).or(() -> bareEnd(lines))
                .map(Reason::plain).map(ServiceLog::ofSetting).filter(reason -> !reason.isEmpty());
    }

    /** The deepest cause of the last trace that stopped a start. */
    private static Optional<String> lastCause(List<String> lines) {
        String found = null;
        String opening = null;
        boolean starting = false;
        for (int i = 0; i < lines.size(); i++) {
            Matcher error = ERROR.matcher(lines.get(i));
            if (error.matches()) {
                starting = WRAPPER.matcher(error.group(1)).matches();
                opening = error.group(1).replaceFirst("^Failed to start application(?::\\s*|$)", "");
                if (starting) {
                    found = opening;
                }
            }
            Matcher cause = CAUSE.matcher(lines.get(i));
            if (starting && cause.matches() && !Reason.plain(cause.group(1)).isEmpty()) {
                found = withContinuation(cause.group(1), lines, i + 1);
            }
        }
        return Optional.ofNullable(found).filter(text -> !text.isBlank());
    }

    /** A message may be longer than a line: up to the first frame of the trace. */
    private static String withContinuation(String first, List<String> lines, int next) {
        StringBuilder message = new StringBuilder(first);
        for (int i = next; i < Math.min(next + 3, lines.size()); i++) {
            String line = lines.get(i);
            if (line.startsWith("\tat ") || line.startsWith("Caused by:") || line.startsWith("\t...")
                    || line.matches("\\d{4}-.*") || line.isBlank()) {
                break;
            }
            message.append(' ').append(line.strip());
        }
        return message.toString();
    }

    private static Optional<String> lastError(List<String> lines) {
        return lines.stream().map(ERROR::matcher).filter(Matcher::matches).map(m -> m.group(1))
                .reduce((before, last) -> last);
    }

    private static Optional<String> ofMachine(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (MACHINE.matcher(lines.get(i)).matches()) {
                // The reason is on the line after "Error occurred during initialization of VM".
                boolean headline = lines.get(i).startsWith("Error occurred during") && i + 1 < lines.size();
                return Optional.of(headline ? lines.get(i + 1) : lines.get(i).replaceFirst("^(?:# |Error: )", ""));
            }
        }
        return Optional.empty();
    }

    /** Of a setting that cannot be read, the framework prints one line outside the log. */
    private static Optional<String> bareEnd(List<String> lines) {
        return lines.stream().filter(line -> !line.isBlank()).reduce((before, last) -> last)
                .filter(line -> !line.matches("\\d{4}-\\d\\d-\\d\\d .*|\\s.*"));
    }

    private static String ofSetting(String reason) {
        Matcher setting = SETTING.matcher(reason);
        if (!setting.find()) {
            return reason;
        }
        String name = setting.group(1);
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + " (" + name
                + ") has an invalid value";
    }

    private List<String> lines() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long begin = Math.max(from, log.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, log.length() - begin)];
            log.seek(begin);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static long length(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
