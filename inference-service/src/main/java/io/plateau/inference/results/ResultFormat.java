package io.plateau.inference.results;

import java.io.IOException;
import java.io.OutputStream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;

import io.plateau.contracts.Labelled;

/** Serialisations of rows. */
public enum ResultFormat implements Labelled {
    /** An array of objects. */
    JSON("application/json") {
        @Override
        RowWriter writer(RowQuery query, OutputStream out) throws IOException {
            JsonGenerator generator = new ObjectMapper().getFactory().createGenerator(out);
            generator.writeStartArray();
            return new TextRows(query.columns(), generator, true);
        }
    },
    /** RFC 4180, names in the first line; null is empty, lists and objects are JSON. */
    CSV("text/csv") {
        @Override
        RowWriter writer(RowQuery query, OutputStream out) throws IOException {
            CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
            query.columns().forEach(column -> schema.addColumn(column.name()));
            CsvGenerator generator = new CsvMapper().getFactory().createGenerator(out);
            generator.setSchema(schema.build());
            // Quotes only where needed, in long texts too.
            generator.enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
            return new TextRows(query.columns(), generator, false);
        }
    },
    /** Apache Parquet, columns by name. */
    PARQUET("application/vnd.apache.parquet") {
        @Override
        RowWriter writer(RowQuery query, OutputStream out) throws IOException {
            return new ParquetRows(query.columns(), out);
        }
    };

    private final String mediaType;

    ResultFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** With the charset of a text. */
    public String contentType() {
        return this == PARQUET ? mediaType : mediaType + ";charset=UTF-8";
    }

    abstract RowWriter writer(RowQuery query, OutputStream out) throws IOException;
}
