package io.plateau.inference.results;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;

import io.plateau.report.ExperimentFigure;

/**
 * An experiment to keep: one zip with its specification, its provenance, every table as Parquet and its figures, described as a
 * research object (RO-Crate 1.1), and {@code SHA256SUMS} as {@code sha256sum -c} reads it. It is streamed, in constant memory, and
 * the same experiment gives the same bytes, but for figures, which are drawn with the fonts that there are.
 */
public final class ExperimentArchive {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

    private final ResultReader reader;

    public ExperimentArchive(ResultReader reader) {
        this.reader = reader;
    }

    /**
     * What the archive is about.
     *
     * @param model null where the request could not be read, as are corpus and specification
     * @param specification JSON
     * @param provenance JSON; null of an experiment that was never planned
     */
    public record Subject(String id, String model, String corpus, String status, Instant finished, String specification,
            String provenance) {
    }

    /** A file in the archive. */
    record Entry(String name, String mediaType, String description, long size, String sha256, ResultTable table) {
    }

    public void write(Subject subject, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        List<Entry> entries = new ArrayList<>();
        if (subject.specification() != null) {
            entries.add(json(zip, subject, "specification.json", "What was asked for, after defaults.",
                    subject.specification()));
        }
        if (subject.provenance() != null) {
            entries.add(json(zip, subject, "provenance.json", "Files, engine, sample and code.", subject.provenance()));
        }
        reader.read(subject.id(), ResultFormat.PARQUET, (table, rows) -> {
            Measured file = open(zip, subject, "results/" + table.name() + ".parquet");
            rows.writeTo(file);
            entries.add(file.entry(ResultFormat.PARQUET.mediaType(), table.description(), table));
        });
        for (ExperimentFigure figure : new ExperimentFigures(reader).of(subject.id())) {
            if (figure.obstacle().isEmpty()) {
                entries.add(figure(zip, subject, figure, ".svg", "image/svg+xml",
                        figure.svg().getBytes(StandardCharsets.UTF_8)));
                entries.add(figure(zip, subject, figure, ".png", "image/png", figure.png()));
            }
        }
        entries.add(json(zip, subject, ResearchObject.FILE, null, PRETTY.writeValueAsString(
                ResearchObject.of(subject, entries))));
        Measured sums = open(zip, subject, "SHA256SUMS");
        for (Entry entry : entries) {
            sums.write((entry.sha256() + "  " + entry.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        sums.close();
        zip.finish();
    }

    private static Entry json(ZipOutputStream zip, Subject subject, String name, String description, String json)
            throws IOException {
        Measured file = open(zip, subject, name);
        file.write(PRETTY.writeValueAsBytes(JSON.readTree(json)));
        file.close();
        return file.entry("application/json", description, null);
    }

    private static Entry figure(ZipOutputStream zip, Subject subject, ExperimentFigure figure, String suffix,
            String mediaType, byte[] bytes) throws IOException {
        Measured file = open(zip, subject, "figures/" + figure.name() + suffix);
        file.write(bytes);
        file.close();
        return file.entry(mediaType, figure.title(), null);
    }

    private static Measured open(ZipOutputStream zip, Subject subject, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The experiment's own time, so that the bytes do not depend on when they are requested.
        entry.setTimeLocal(LocalDateTime.ofInstant(subject.finished(), ZoneOffset.UTC));
        zip.putNextEntry(entry);
        return new Measured(name, zip);
    }

    /** Closes the zip entry in place of the stream. */
    private static final class Measured extends FilterOutputStream {
        private final String name;
        private final ZipOutputStream zip;
        private final MessageDigest digest;
        private long size;

        Measured(String name, ZipOutputStream zip) {
            super(zip);
            this.name = name;
            this.zip = zip;
            try {
                this.digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[]{(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            zip.write(bytes, offset, length);
            digest.update(bytes, offset, length);
            size += length;
        }

        @Override
        public void close() throws IOException {
            zip.closeEntry();
        }

        Entry entry(String mediaType, String description, ResultTable table) {
            return new Entry(name, mediaType, description, size, HexFormat.of().formatHex(digest.digest()), table);
        }
    }
}
