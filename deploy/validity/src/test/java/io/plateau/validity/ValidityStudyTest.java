package io.plateau.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.validity.report.ReportFiles;

/** The report at its reduced size: everything that must hold does, and the known miscalibrations show. */
class ValidityStudyTest {
    private static Findings findings;

    @BeforeAll
    static void run() {
        findings = ValidityStudy.run(Size.REDUCED, 1, study -> {
        });
    }

    @Test
    void nothingThatMustHoldFails() {
        assertEquals(List.of(),
                findings.checks().stream().filter(c -> c.outcome() == Outcome.FAILS).map(Check::line).toList());
        assertTrue(findings.checks().stream().filter(c -> c.outcome() != Outcome.FINDING).count() > 25);
    }

    @Test
    void thePapersTestOnBootstrappedValuesIsSeenToRejectWithoutAnEffect() {
        assertTrue(value("Mann-Whitney on bootstrapped values (the paper's test): rejected") > 0.5);
        assertTrue(value("naive maximum over 12 heads: rejected") > 0.2);
        assertTrue(value(
                "Gini over heads (the paper's test), rows of a context and group alike in all heads: rejected") > 0.2);
    }

    @Test
    void strongEffectsAreSeen() {
        assertTrue(value("power: top 20 ranks of rare tokens raised by 0.8") > 0.9);
        assertTrue(value("power: kappa of rare tokens larger by 0.2") > 0.9);
        assertTrue(value("correlated by 0.2, others independent: stable rank") > 0.9);
        assertTrue(value("a share of 0.4 of 20 marks sent to one community") > 0.8);
        assertTrue(value("power: each of 20 neurons adds 0.3 nats to rare targets") > 0.9);
        assertTrue(value("power: a head that restores 40 % of the difference") > 0.9);
        assertTrue(value("head wired to rare targets by 4.0 % of the activation: found") > 0.9);
    }

    @Test
    void everyNumberIsWritten(@TempDir Path out) throws IOException {
        ReportFiles.write(findings, out);

        assertEquals(findings.checks().size() + 1, Files.readAllLines(out.resolve("validity.csv")).size());
        String markdown = Files.readString(out.resolve("validity.md"));
        for (Check check : findings.checks()) {
            assertTrue(markdown.contains("| " + check.what() + " |"), check.what());
        }
        for (Findings.Plot plot : findings.plots()) {
            assertTrue(Files.size(out.resolve(plot.file() + ".png")) > 10_000);
            assertTrue(markdown.contains("(" + plot.file() + ".svg)"));
            assertTrue(Files.readString(out.resolve(plot.file() + ".svg")).contains(plot.title()));
        }
    }

    private static double value(String what) {
        return findings.checks().stream().filter(c -> c.what().contains(what)).findFirst().orElseThrow().value();
    }
}
