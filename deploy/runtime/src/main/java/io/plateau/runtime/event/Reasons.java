package io.plateau.runtime.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;

import io.plateau.contracts.UnprocessableException;

/** Why a message was given up, for people: they know their inputs, not this program's types. */
final class Reasons {
    private Reasons() {
    }

    /**
     * @param service the service that gave up
     * @param source where the message is; the log of the service has the trace beside it
     */
    static String of(Throwable failure, String service, String source) {
        String inLog = "; the log of the " + service + " service has the details under " + source;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnprocessableException) {
                return t.getMessage();
            }
            if (t instanceof OutOfMemoryError) {
                return "the " + service + " service ran out of memory" + inLog;
            }
            if (t instanceof StackOverflowError) {
                return "the computation nests deeper than the stack of the " + service + " service" + inLog;
            }
            if (t instanceof LinkageError) {
                return "a library that the " + service + " service needs cannot be used on its host" + inLog;
            }
            if (t instanceof IOException || t instanceof UncheckedIOException && t.getCause() == null) {
                return "a file could not be read or written" + detail(t) + inLog;
            }
            if (t instanceof SQLException) {
                return "the database refused what the " + service + " service wrote or asked" + inLog;
            }
        }
        return "an error of the " + service + " service itself, not of the request" + inLog;
    }

    private static String detail(Throwable e) {
        if (e instanceof NoSuchFileException missing) {
            return ": there is no " + missing.getFile();
        }
        if (e instanceof AccessDeniedException denied) {
            return ": " + denied.getFile() + " may not be opened";
        }
        if (e instanceof FileSystemException file) {
            return ": " + file.getFile() + (file.getReason() == null ? "" : ": " + file.getReason());
        }
        return "";
    }
}
