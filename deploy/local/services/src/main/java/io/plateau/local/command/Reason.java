package io.plateau.local.command;

import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains a failure to the user who started the command. */
public final class Reason {
    private static final String NO_SPACE = "No space left on device";
    /** A class name before a message, as {@link Throwable#toString} writes it: {@code java.io.IOException: }. */
    private static final String CLASS_NAME = "(?:[a-z_][\\w$]*\\.)+[A-Z][\\w$]*(?:Exception|Error|Failure)?(?::\\s*|\\b)";

    private Reason() {
    }

    /** One sentence without a class name: the deepest cause that says something. */
    public static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        for (Throwable cause : causes) {
            if (isOutOfSpace(cause)) {
                return "no space is left on the disk" + (file(cause) == null ? "" : " that holds " + file(cause));
            }
        }
        for (int i = causes.size() - 1; i >= 0; i--) {
            String words = words(causes.get(i));
            if (!words.isEmpty()) {
                return words;
            }
        }
        return "an internal error without a message";
    }

    /** Whether a full disk is anywhere among the causes. */
    public static boolean isOutOfSpaceIn(Throwable failure) {
        return causes(failure).stream().anyMatch(Reason::isOutOfSpace);
    }

    /** A text as a log has it, without class names and in one line. */
    public static String plain(String text) {
        return text.replaceAll(CLASS_NAME, "").replaceAll("\\s+", " ").strip().replaceAll("^[:\\s]+|[:\\s]+$", "");
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage() == null ? "" : plain(cause.getMessage());
        if (cause instanceof RunException || cause instanceof UsageException) {
            return cause.getMessage();
        }
        if (cause instanceof FileSystemException e) {
            return e.getFile() + " " + problem(e);
        }
        if (cause instanceof BindException) {
            return "a port of 127.0.0.1 is in use by another program (" + message + ")";
        }
        if (cause instanceof SQLException) {
            return "the database answered: " + message.replaceFirst("^(?:ERROR|FATAL|PANIC): ", "");
        }
        if (cause instanceof OutOfMemoryError) {
            return "this process is out of memory (" + message + ")";
        }
        if (cause instanceof NullPointerException || cause instanceof ClassCastException
                || cause instanceof IndexOutOfBoundsException) {
            // Their messages speak of variables of the program.
            return "an internal error";
        }
        return message;
    }

    private static String problem(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "may not be read or written by this user";
        }
        if (e instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (e instanceof NotDirectoryException) {
            return "is not a directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists and is not a directory";
        }
        return e.getReason() == null ? "cannot be used" : "cannot be used: " + e.getReason().toLowerCase(Locale.ROOT);
    }

    private static boolean isOutOfSpace(Throwable cause) {
        String message = cause.getMessage();
        return message != null && (message.contains(NO_SPACE) || message.contains("Disk quota exceeded"));
    }

    private static String file(Throwable cause) {
        return cause instanceof FileSystemException e ? e.getFile() : null;
    }

    /** From the outermost cause inwards; wrappers that only repeat their cause are skipped. */
    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = failure; t != null && !causes.contains(t); t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }
}
