package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @Test
    void printsAMeanAndItsDeviationAsThePaperDoes() {
        assertEquals("0.05 ± 0.04", Numbers.withDeviation(0.0512, 0.0379, 2));
        assertEquals("-42.1% ± 5.2%", Numbers.percentWithDeviation(-42.06, 5.2));
        assertEquals("1.84 [1.72, 1.96]", Numbers.withInterval(1.84, 1.7201, 1.956, 2));
    }

    @Test
    void leavesOutWhatIsAbsent() {
        assertEquals("-", Numbers.withDeviation(null, 0.1, 2));
        assertEquals("0.10", Numbers.withDeviation(0.1, null, 2));
        assertEquals("1.84", Numbers.withInterval(1.84, null, 2.0, 2));
        assertEquals("-", Numbers.p(null));
    }

    @ParameterizedTest
    @CsvSource({"0.67123, 0.67", "1, 1.00", "0.0312, 0.031", "0.001, 0.001", "0.000999, <0.001", "0, <0.001"})
    void givesAPValueTheDigitsThatDecide(double p, String expected) {
        assertEquals(expected, Numbers.p(p));
    }

    @Test
    void putsTheSignThatAPValueNeeds() {
        assertEquals("p = 0.031", Numbers.equalsP(0.0312));
        assertEquals("p <0.001", Numbers.equalsP(0.0002));
    }

    @ParameterizedTest
    @CsvSource({"0.0213, 0.02130", "1234.56, 1235", "0, 0", "-0.00042, -4.200e-04", "27182.8, 2.718e+04"})
    void keepsFourSignificantDigits(double value, String expected) {
        assertEquals(expected, Numbers.significant(value));
    }

    @Test
    void keepsTheDigitsOfThePapersPValues() {
        assertEquals("0.03", Numbers.paperP(new Row(Map.of("p_value", "0.03")), "p_value"));
        assertEquals("0.7", Numbers.paperP(new Row(Map.of("p_value", "0.70")), "p_value"));
        assertEquals("<0.001", Numbers.paperP(new Row(Map.of("p_value", "0.001")), "p_value"));
    }

    @Test
    void hasNoNegativeZero() {
        assertEquals("0.00", Numbers.decimal(-0.004, 2));
        assertEquals("-0.01", Numbers.decimal(-0.006, 2));
    }
}
