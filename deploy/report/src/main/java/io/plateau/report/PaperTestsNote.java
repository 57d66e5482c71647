package io.plateau.report;

/**
 * How often the paper's tests find an effect where there is none: a result of the validity report, on data without an
 * effect at a level of 5 %.
 */
final class PaperTestsNote {
    /** Per cent of data sets in which each rejects, as in deploy/validity/report. */
    static final int MANN_WHITNEY = 92;
    static final int GINI_OVER_HEADS = 47;
    static final int NAIVE_MAXIMUM = 42;

    static final String TEXT = "Without any effect, at a level of 5 %, the paper's Mann-Whitney test on bootstrapped values"
            + " rejects in " + MANN_WHITNEY + " % of data sets, its Gini test over heads in " + GINI_OVER_HEADS
            + " % where a context's heads look alike, and its naive maximum over heads in " + NAIVE_MAXIMUM + " %."
            + " The verdicts rest on tests that hold their level (deploy/validity/report).";

    private PaperTestsNote() {
    }
}
