package io.plateau.routing.statistics;

import java.util.ArrayList;
import java.util.List;

import io.plateau.statistics.significance.Correction;

/**
 * The p-value of one of a family of tests; all null when it is undefined.
 *
 * @param raw of this test alone
 * @param bonferroni bounds the chance of any false rejection in the family
 * @param benjaminiHochberg bounds the expected share of false ones among the rejections
 */
public record CorrectedP(Double raw, Double bonferroni, Double benjaminiHochberg) {

    /** @param raw one per test, null where undefined */
    public static List<CorrectedP> ofFamily(List<Double> raw) {
        List<Double> bonferroni = Correction.bonferroni(raw);
        List<Double> benjaminiHochberg = Correction.benjaminiHochberg(raw);
        List<CorrectedP> family = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            family.add(new CorrectedP(raw.get(i), bonferroni.get(i), benjaminiHochberg.get(i)));
        }
        return family;
    }

    /** The family of paired tests, in their order. */
    public static List<CorrectedP> ofTests(List<PairedTest> tests) {
        List<Double> raw = new ArrayList<>();
        tests.forEach(test -> raw.add(test.twoSided()));
        return ofFamily(raw);
    }
}
