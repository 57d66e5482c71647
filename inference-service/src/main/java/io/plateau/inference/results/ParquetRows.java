package io.plateau.inference.results;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

import io.plateau.inference.results.ResultTable.Column;

/**
 * Rows as an Apache Parquet file: whole numbers of 64 bits, double precision, text, JSON as text of that kind, times in microseconds,
 * lists. Written in row groups of a few megabytes, so that the memory does not grow with the rows, and not compressed.
 */
final class ParquetRows implements RowWriter {
    private static final int ROW_GROUP = 8 << 20;
    private static final int PAGE = 256 << 10;

    private final ParquetWriter<ResultSet> writer;

    ParquetRows(List<Column> columns, OutputStream out) throws IOException {
        this.writer = new Builder(new Streamed(out), columns).withRowGroupSize((long) ROW_GROUP).withPageSize(PAGE)
                .withDictionaryPageSize(PAGE).withCompressionCodec(CompressionCodecName.UNCOMPRESSED).build();
    }

    @Override
    public void write(ResultSet row) throws IOException {
        writer.write(row);
    }

    @Override
    public void end() throws IOException {
        writer.close();
    }

    private static MessageType schema(List<Column> columns) {
        Types.MessageTypeBuilder schema = Types.buildMessage();
        columns.forEach(column -> schema.addField(field(column)));
        return schema.named("row");
    }

    private static Type field(Column column) {
        return switch (column.type()) {
            case LIST -> Types.optionalList().element(element(column.sqlType(), Type.Repetition.OPTIONAL, "element"))
                    .named(column.name());
            case JSON -> Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.jsonType())
                    .named(column.name());
            case TIMESTAMP -> Types.optional(PrimitiveTypeName.INT64)
                    .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS)).named(column.name());
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
            case INTEGER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            case TEXT -> Types.optional(PrimitiveTypeName.BINARY).as(LogicalTypeAnnotation.stringType())
                    .named(column.name());
        };
    }

    private static Type element(String listType, Type.Repetition repetition, String name) {
        return switch (listType) {
            case "text[]" -> Types.primitive(PrimitiveTypeName.BINARY, repetition)
                    .as(LogicalTypeAnnotation.stringType()).named(name);
            case "double precision[]" -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
            default -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
        };
    }

    private static final class Builder extends ParquetWriter.Builder<ResultSet, Builder> {
        private final List<Column> columns;

        Builder(OutputFile file, List<Column> columns) {
            super(file);
            this.columns = columns;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<ResultSet> getWriteSupport(Configuration none) {
            return new Values(columns);
        }
    }

    /** A row of {@link RowQuery#sql} as Parquet's values; null is a value that is not there. */
    private static final class Values extends WriteSupport<ResultSet> {
        private final List<Column> columns;
        private RecordConsumer out;

        Values(List<Column> columns) {
            this.columns = columns;
        }

        @Override
        public WriteContext init(Configuration none) {
            return new WriteContext(schema(columns), Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.out = consumer;
        }

        @Override
        public void write(ResultSet row) {
            try {
                out.startMessage();
                for (int i = 0; i < columns.size(); i++) {
                    if (row.getObject(i + 1) != null) {
                        out.startField(columns.get(i).name(), i);
                        value(row, i + 1, columns.get(i));
                        out.endField(columns.get(i).name(), i);
                    }
                }
                out.endMessage();
            } catch (SQLException e) {
                throw new ResultsUnreadException(e);
            }
        }

        private void value(ResultSet row, int index, Column column) throws SQLException {
            switch (column.type()) {
                case INTEGER -> out.addLong(row.getLong(index));
                // As text, so that four bytes keep their digits: 0.1 is no 0.10000000149011612.
                case NUMBER -> out.addDouble(column.sqlType().equals("double precision")
                        ? row.getDouble(index)
                        : Double.parseDouble(row.getString(index)));
                case BOOLEAN -> out.addBoolean(row.getBoolean(index));
                case TIMESTAMP -> out.addLong(ChronoUnit.MICROS.between(Instant.EPOCH,
                        row.getObject(index, OffsetDateTime.class).toInstant()));
                case TEXT, JSON -> out.addBinary(text(row.getString(index)));
                case LIST -> list((Object[]) row.getArray(index).getArray());
            }
        }

        private void list(Object[] elements) {
            out.startGroup();
            if (elements.length > 0) {
                out.startField("list", 0);
                for (Object element : elements) {
                    out.startGroup();
                    if (element != null) {
                        out.startField("element", 0);
                        element(element);
                        out.endField("element", 0);
                    }
                    out.endGroup();
                }
                out.endField("list", 0);
            }
            out.endGroup();
        }

        private void element(Object element) {
            if (element instanceof String words) {
                out.addBinary(text(words));
            } else if (element instanceof Double || element instanceof BigDecimal) {
                out.addDouble(((Number) element).doubleValue());
            } else {
                out.addLong(((Number) element).longValue());
            }
        }

        private static Binary text(String words) {
            return Binary.fromConstantByteArray(words.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A file that is written from its beginning to its end. */
    private record Streamed(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int b) throws IOException {
                    out.write(b);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    position += length;
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
