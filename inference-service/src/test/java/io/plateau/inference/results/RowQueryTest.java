package io.plateau.inference.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.results.ResultTable.Column;
import io.plateau.results.ResultView;

class RowQueryTest {
    private static final ResultTable TABLE = new ResultTable(new ResultView("figures", List.of("token_group", "rank")),
            "Ranks.",
            List.of(new Column("token_group", "text", "Group."), new Column("rank", "integer", "Rank."),
                    new Column("influence", "double precision", "Nats."), new Column("neurons", "integer[]", "Which."),
                    new Column("fitted", "boolean", "Whether."),
                    new Column("at", "timestamp with time zone", "When.")));

    @Test
    void withoutParametersAllRowsAndColumnsComeInTheOrderOfTheKey() {
        RowQuery query = RowQuery.of(TABLE, Map.of());

        assertEquals("SELECT \"token_group\", \"rank\", \"influence\", \"neurons\", \"fitted\", \"at\","
                + " \"token_group\"::text AS \"token_group as text\", \"rank\"::text AS \"rank as text\" FROM results.figures WHERE experiment_id = ?"
                + " ORDER BY \"token_group\" COLLATE \"C\", \"rank\"", query.sql());
        assertEquals(List.of(), query.values());
    }

    @Test
    void valuesAreParametersOfTheirColumnsType() {
        RowQuery query = RowQuery.of(TABLE, Map.of("token_group", List.of("rare", "it's"), "rank.to", List.of("10"),
                "influence.from", List.of("-1e-3"), "columns", List.of("rank,influence"), "limit", List.of("2")));

        assertEquals(
                "SELECT \"rank\", \"influence\", \"token_group\"::text AS \"token_group as text\", \"rank\"::text AS \"rank as text\" FROM results.figures"
                        + " WHERE experiment_id = ? AND \"influence\" >= CAST(? AS double precision)"
                        + " AND \"rank\" <= CAST(? AS integer) AND \"token_group\" IN (CAST(? AS text), CAST(? AS text))"
                        + " ORDER BY \"token_group\" COLLATE \"C\", \"rank\" LIMIT 3",
                query.sql());
        assertEquals(List.of("-1e-3", "10", "rare", "it's"), query.values());
    }

    @Test
    void aPageBeginsBehindTheOneBefore() {
        RowQuery query = RowQuery.of(TABLE, Map.of("after", List.of(PagePlace.write(List.of("rare", "7")))));

        assertEquals(List.of("(\"token_group\" COLLATE \"C\", \"rank\") > (CAST(? AS text), CAST(? AS integer))"),
                query.conditions());
        assertEquals(List.of("rare", "7"), query.values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "rang | 1 | results.figures has no column 'rang', which the query parameter 'rang' names; it has token_group",
            "rang.to | 1 | results.figures has no column 'rang', which the query parameter 'rang.to' names",
            "columns | rank, | results.figures has no column '', which the query parameter 'columns' names",
            "columns | rank;drop | results.figures has no column 'rank;drop'",
            "rank | a | the query parameter 'rank' is 'a'; it must be a whole number",
            "rank | 1.5 | the query parameter 'rank' is '1.5'; it must be a whole number",
            "rank | 99999999999999999999 | it must be a whole number",
            "influence.from | NaN | the query parameter 'influence.from' is 'NaN'; it must be a number",
            "fitted | yes | the query parameter 'fitted' is 'yes'; it must be true or false",
            "at.from | yesterday | it must be a time such as 2026-01-31T12:00:00Z",
            "neurons | 1 | rows cannot be chosen by the column neurons, which is integer[]",
            "limit | 0 | the query parameter 'limit' is '0'; it must be a whole number from 1 to 10000",
            "limit | 10001 | it must be a whole number from 1 to 10000",
            "after | nonsense | the query parameter 'after' is none of results.figures",
            "after | WyJyYXJlIl0 | the query parameter 'after' is none of results.figures",
            "after | WyJyYXJlIiwieCJd | the query parameter 'after' is none of results.figures",
            "after | W251bGwsIjEiXQ | the query parameter 'after' is none of results.figures"})
    void whatIsWrongIsSaid(String parameter, String value, String reason) {
        UnprocessableException refused = assertThrows(UnprocessableException.class,
                () -> RowQuery.of(TABLE, Map.of(parameter, List.of(value))));

        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    @Test
    void whatMustBeGivenOnceIsNotGivenTwice() {
        for (String parameter : List.of("columns", "limit", "after", "rank.to")) {
            assertEquals("the query parameter '" + parameter + "' is given 2 times; give it once",
                    assertThrows(UnprocessableException.class,
                            () -> RowQuery.of(TABLE, Map.of(parameter, List.of("1", "2")))).getMessage());
        }
    }
}
