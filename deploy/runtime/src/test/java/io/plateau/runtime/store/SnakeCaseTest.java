package io.plateau.runtime.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.hibernate.boot.model.naming.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {
    @ParameterizedTest
    @CsvSource({"reason, reason", "tokenGroup, token_group", "pValue, p_value", "rSquaredLow, r_squared_low",
            "breakpoint1Low, breakpoint_1_low", "bic3, bic_3", "goodnessP, goodness_p",
            "giniPBonferroni, gini_p_bonferroni",
            "bootstrapQSigned, bootstrap_q_signed", "topK, top_k", "q, q", "experiment_id, experiment_id"})
    void columnsAreNamedAfterFields(String field, String column) {
        assertEquals(column, new SnakeCase().toPhysicalColumnName(Identifier.toIdentifier(field), null).getText());
    }

    @Test
    void tablesAreNamedAfterEntities() {
        assertEquals("table_2_row",
                new SnakeCase().toPhysicalTableName(Identifier.toIdentifier("Table2RowEntity"), null).getText());
        assertEquals("ledger",
                new SnakeCase().toPhysicalTableName(Identifier.toIdentifier("LedgerEntity"), null).getText());
    }
}
