package io.plateau.runtime.event;

import java.io.UncheckedIOException;

import io.plateau.contracts.PlainText;
import io.plateau.contracts.UnprocessableException;

/** What a failure is to whoever reads it: a sentence, no names of classes. */
final class FailureReason {
    private static final long MEBIBYTE = 1 << 20;

    private FailureReason() {
    }

    static String of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnprocessableException) {
                return t.getMessage();
            }
            if (t instanceof OutOfMemoryError) {
                return "it needs more memory than the service has, whose heap may grow to "
                        + Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB; ask for less, or give the service more";
            }
            if (t instanceof StackOverflowError) {
                return "its computation nests deeper than the service's stack: the input is nested too deeply";
            }
            if (t instanceof LinkageError) {
                return "a library that it needs cannot be used on the service's host; the service's log says which";
            }
        }
        // Of others the messages are not made for readers.
        boolean told = failure instanceof IllegalStateException || failure instanceof IllegalArgumentException
                || failure instanceof UncheckedIOException;
        return "an unexpected fault of the service, described in its log" + (told && failure.getMessage() != null
                ? ": " + PlainText.of(failure.getMessage(), UnprocessableException.LONGEST)
                : "");
    }
}
