package io.plateau.report;

import static io.plateau.report.Numbers.decimal;
import static io.plateau.report.Numbers.equalsP;
import static io.plateau.report.Numbers.withDeviation;

/** What the maximum-likelihood fits of the tail say to the line fits: one sentence per token group. */
final class TailNotes {

    private TailNotes() {
    }

    static String of(Row row) {
        String tail = "tail of " + row.text("token_group") + " tokens";
        Double alpha = row.number("alpha");
        if (alpha == null) {
            return tail + ": no fit: " + row.text("reason");
        }
        return tail + ": alpha " + withDeviation(alpha, row.number("standard_error"), 2)
                + " by maximum likelihood over the top "
                + decimal(row.number("size"), 0) + "; the line's 1 + 1/kappa is " + exponent(row, "line")
                + ", the power-law segment's " + exponent(row, "segment") + plausibility(row) + rivals(row);
    }

    private static String exponent(Row row, String fit) {
        Double alpha = row.number(fit + "_alpha");
        if (alpha == null) {
            return "unknown";
        }
        String agrees = row.text(fit + "_agrees");
        String z = row.number(fit + "_z") == null ? "" : ", z = " + decimal(row.number(fit + "_z"), 1);
        return decimal(alpha, 2)
                + (agrees == null ? "" : " (" + (agrees.startsWith("t") ? "agrees" : "differs") + z + ")");
    }

    private static String plausibility(Row row) {
        Double p = row.number("goodness_p");
        if (p == null) {
            return "";
        }
        return "; a power law is " + ("t".equals(row.text("plausible")) ? "plausible" : "ruled out") + " ("
                + equalsP(p) + ")";
    }

    private static String rivals(Row row) {
        String better = row.text("better_alternatives");
        return better == null ? "" : "; fits better: " + better;
    }
}
