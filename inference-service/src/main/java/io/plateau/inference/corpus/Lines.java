package io.plateau.inference.corpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The lines of a UTF-8 file, plain or gzip (told by its first bytes, not by its name), with their numbers. */
final class Lines implements AutoCloseable {
    /** Longer lines are refused: a file without line breaks must not fill the memory. */
    static final int MAX_CHARACTERS = 16 << 20;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String corpus;
    private final Reader reader;
    private final char[] buffer = new char[1 << 16];
    private int start;
    private int end;
    private long number;

    private Lines(String corpus, Reader reader) {
        this.corpus = corpus;
        this.reader = reader;
    }

    static Lines open(String corpus, Path file) {
        try {
            InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            bytes.mark(2);
            int magic = bytes.read() << 8 | bytes.read();
            bytes.reset();
            InputStream plain = magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            // REPORT, not REPLACE: bytes of another encoding must not silently become other tokens.
            return new Lines(corpus,
                    new InputStreamReader(plain,
                            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
        } catch (EOFException | ZipException e) {
            throw new UnreadableCorpusException("corpus " + corpus + " is not readable gzip: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnreadableCorpusException("corpus " + corpus + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Number of the line returned last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its line break, or null at the end. */
    String next() {
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
                    throw new UnreadableCorpusException("corpus " + corpus + ", line " + number + " has more than "
                            + MAX_CHARACTERS + " characters; a document must be shorter");
                }
                if (complete) {
                    break;
                }
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableCorpusException(
                    "corpus " + corpus + ", near line " + number + " is not UTF-8 text; store the corpus as UTF-8", e);
        } catch (EOFException | ZipException e) {
            throw new UnreadableCorpusException("corpus " + corpus + " breaks off after line " + (number - 1)
                    + ": its gzip data is damaged or incomplete", e);
        } catch (IOException e) {
            throw new UncheckedIOException("corpus " + corpus + " could not be read near line " + number, e);
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
        return line.toString();
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
            throw new UncheckedIOException("corpus " + corpus + " could not be closed", e);
        }
    }
}
