package io.plateau.inference.results;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes rows one at a time; no number loses a digit. */
interface RowWriter {
    /** @param row of {@link RowQuery#sql} */
    void write(ResultSet row) throws SQLException, IOException;

    /** Completes the document and closes its stream. */
    void end() throws IOException;
}
