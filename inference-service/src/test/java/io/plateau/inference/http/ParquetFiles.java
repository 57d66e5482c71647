package io.plateau.inference.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

import blue.strategic.parquet.ParquetReader;

/** Reads Parquet by the reference implementation. */
final class ParquetFiles {
    private ParquetFiles() {
    }

    static List<Group> read(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("rows", ".parquet");
        try (ParquetFileReader reader = ParquetFileReader
                .open(ParquetReader.makeInputFile(Files.write(file, bytes).toFile()))) {
            MessageType schema = reader.getFooter().getFileMetaData().getSchema();
            List<Group> all = new ArrayList<>();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> rows = new ColumnIOFactory().getColumnIO(schema).getRecordReader(pages,
                        new GroupRecordConverter(schema));
                for (long row = 0; row < pages.getRowCount(); row++) {
                    all.add(rows.read());
                }
            }
            return all;
        } finally {
            Files.delete(file);
        }
    }
}
