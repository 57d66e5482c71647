package io.plateau.inference.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a UTF-8 file, plain or gzip (told by its first bytes, not by its name), with their numbers. Bytes that are not
 * UTF-8 are U+FFFD, and counted.
 */
public final class Lines implements AutoCloseable {
    /** Longer lines are refused: a file without line breaks must not fill the memory. */
    static final int MAX_CHARACTERS = 16 << 20;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String what;
    private final Reader reader;
    private final Replacements replacements = new Replacements();
    private final char[] buffer = new char[1 << 16];
    private int start;
    private int end;
    private long number;

    private Lines(String what, Reader reader) {
        this.what = what;
        this.reader = reader;
    }

    /** @param what the file is, for messages: {@code corpus demo} */
    public static Lines open(String what, Path file) {
        try {
            InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            InputStream plain = firstTwo(bytes) == GZIP_MAGIC
                    ? new BufferedInputStream(new GZIPInputStream(bytes, 1 << 16), 1 << 16)
                    : bytes;
            int mark = firstTwo(plain);
            if (mark == 0xFEFF || mark == 0xFFFE) {
                plain.close();
                throw new UnreadableCorpusException(
                        what + " begins with the mark of UTF-16; store it as UTF-8");
            }
            return new Lines(what, new Utf8Reader(plain));
        } catch (EOFException | ZipException e) {
            throw new UnreadableCorpusException(what + " is not readable gzip: "
                    + (e.getMessage() == null ? "it breaks off in its header" : e.getMessage()), e);
        } catch (IOException e) {
            throw new UnreadableCorpusException(what + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static int firstTwo(InputStream bytes) throws IOException {
        bytes.mark(2);
        int first = bytes.read();
        int second = bytes.read();
        bytes.reset();
        return first < 0 || second < 0 ? -1 : first << 8 | second;
    }

    /** What of the file so far was no character. */
    public Replacements replacements() {
        return replacements;
    }

    /** Number of the line returned last, from 1. */
    public long number() {
        return number;
    }

    /** The next line without its line break, or null at the end. */
    public String next() {
        number++;
        StringBuilder line = null;
        try {
            while (fill()) {
                line = line == null ? new StringBuilder() : line;
                int stop = start;
                while (stop < end && buffer[stop] != '\n') {
                    stop++;
                }
                line.append(buffer, start, stop - start);
                boolean complete = stop < end;
                start = complete ? stop + 1 : stop;
                if (line.length() > MAX_CHARACTERS) {
                    throw new UnreadableCorpusException(what + ", line " + number + " has more than "
                            + MAX_CHARACTERS + " characters; it must be shorter");
                }
                if (complete) {
                    break;
                }
            }
        } catch (EOFException | ZipException e) {
            throw new UnreadableCorpusException(what + " breaks off after line " + (number - 1)
                    + ": its gzip data is damaged or incomplete", e);
        } catch (IOException e) {
            throw new UncheckedIOException(what + " could not be read near line " + number, e);
        }
        return line == null ? null : trimmed(line);
    }

    private String trimmed(StringBuilder line) {
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        if (number == 1 && line.length() > 0 && line.charAt(0) == BYTE_ORDER_MARK) {
            line.deleteCharAt(0);
        }
        return replacements.in(line.toString(), number);
    }

    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = Math.max(0, reader.read(buffer, 0, buffer.length));
        }
        return start < end;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(what + " could not be closed", e);
        }
    }
}
