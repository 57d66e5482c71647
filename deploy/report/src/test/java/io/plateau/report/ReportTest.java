package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The whole report against a real PostgreSQL, as the role that may read {@code results} only. */
class ReportTest {

    private static ResultsDatabase database;

    @TempDir
    private Path out;

    @BeforeAll
    static void start() throws Exception {
        database = ResultsDatabase.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void printsBothTablesBesideThePapersValues() throws Exception {
        String console = report("done");

        assertContains(console,
                """
                          tiny-neox, beside Pythia-410M of the paper
                                                              Signed                                               paper:
                          Neuron Group          Neurons   Modularity  Communities  p-value  p (MWU)     d      Modularity  Communities  p-value
                          --------------------  -------  -----------  -----------  -------  -------  ----     -----------  -----------  -------
                          Plateau (Excitatory)       12  0.05 ± 0.04    1.8 ± 0.5     0.67     1.00  0.21     0.05 ± 0.04    1.8 ± 0.5     0.67
                            2 of these neurons are beyond the plateau, the next of their sign by influence
                          Plateau (Inhibitory)        3            -            -        -        -     -     0.03 ± 0.05    1.9 ± 0.6     0.84
                            not tested: the group has 3 neurons; 4 are needed
                          Random Control             12  0.04 ± 0.04    1.9 ± 0.4        -        -     -     0.04 ± 0.04    1.9 ± 0.4        -
                            whole layer: 1024 neurons, 60460 edges, 3 communities, signed modularity 0.64; two plateau neurons share a community
                              with probability 0.64 (by chance 0.35, p <0.001); 1 of 2 communities enriched in them (Bonferroni)
                            effective dimensionality, Plateau (Excitatory): 0.92, controls 0.93 ± 0.03, p = 0.32 (Bonferroni)
                            effective dimensionality, Plateau (Inhibitory): none: no activation varies
                            weight spectra: 1 of 2 comparisons with the controls below 0.05 (Bonferroni); smallest: hill exponent, input side,
                              Plateau (Excitatory): 1.39, controls 2.17 ± 0.32, p = 0.040
                        """);
        assertContains(console,
                """
                          Ablation Target           Which                  Change     d  p-value  p (BH)            Change     d  p-value
                          ------------------------  --------------  -------------  ----  -------  ------     -------------  ----  -------
                          Single Head (max impact)  layer 4 head 2   -7.8% ± 2.3%  0.29    0.031   0.010      -7.8% ± 2.3%  0.29     0.03
                          Single Head (naive max)   layer 4 head 2   -8.1% ± 2.4%  0.30    0.020   0.010
                          Random Head (baseline)                                -     -        -       -      -7.1% ± 2.9%  0.26     0.04
                            not tested: the layer range has one head
                          All Heads                 layer 4         -42.1% ± 5.2%  1.74   <0.001  <0.001     -42.1% ± 5.2%  1.74   <0.001
                          Control (non-attention)   gains, weights    0.0% ± 0.0%  0.00     0.71    0.71      -1.3% ± 1.6%  0.05     0.71
                            1 of 8 heads have more impact at rare than at common tokens (Benjamini-Hochberg below 0.05; by Holm, as the verdict
                              goes, 0); largest excess: layer 4 head 3, 0.70 percentage points, p = 0.040
                            patching heads over 50 pairs (attention.patchingPairs asks for 60 pairs, the contexts form 50): clearest for layer 4
                              head 2, moves the activation by 0.02310, 0.21 [0.05, 0.40] of the gap, p = 0.016 (Bonferroni)
                            patching layers: not tested: one pair has no spread
                        """);
    }

    @Test
    void printsFitsAttentionAndVerdictsBesideThePapers() throws Exception {
        String console = report("done");

        assertContains(console,
                """
                          rare              1024  1.50 [1.41, 1.59]  -4.20  0.93      41%      3      18, 700      1.31  flat     18 [14, 23]
                            rare tokens: 620 of 1024 neurons differ from noise at a false discovery rate of 5 %
                            kappa of rare tokens is 1.53 once corrected for noise; a percentile bootstrap, which adds noise to noise, would say
                              1.38 to 1.49
                            plateau of rare tokens: flat: 18 ranks before the breakpoint
                          common            1022  1.48 [1.40, 1.55]  -4.25  0.95      61%      2          700      1.45  none        0 [0, 3]
                            plateau of common tokens: empty: no breakpoint before a tenth of the ranks
                            2 further neurons have no influence and were dropped
                          paper: rare          -                  -      -     -        -      -            -         -  -           15 to 20
                          paper: common        -        1.84 ± 0.12      -  0.94      95%      -            -         -  -                  -
                            tail of rare tokens: alpha 2.86 ± 0.18 by maximum likelihood over the top 104; the line's 1 + 1/kappa is 1.67
                              (differs, z = 2.4), the power-law segment's 1.76 (agrees, z = 1.5); a power law is plausible (p = 0.95); fits
                              better: lognormal
                            tail of common tokens: no fit: 12 influences are above zero; 50 are needed
                        """);
        assertContains(console, """
                  tiny-neox      8  0.35 ± 0.05   0.35 ± 0.04     0.60      0.42   0.91 ± 0.07
                    one head sees a single key
                  paper          -  0.34 ± 0.05   0.32 ± 0.04     0.43         -   0.89 ± 0.07
                """);
        assertContains(console, """
                    DUAL REGIMES: SUPPORTED. Rare tokens have a plateau, common ones do not.
                      test: excess log-influence = 0.6340, p <0.001 (randomisation within contexts)
                      paper: supported. Rare tokens need a plateau of neurons beyond the power law.
                    CLUSTERING: NOT TESTABLE. Both groups are too small, "by far".
                      test: signed modularity was not tested (permutation)
                """);
    }

    @Test
    void printsRolesAndJointAblations() throws Exception {
        String console = report("done");

        assertContains(console,
                """
                          Role            Layer   Plateau  Matched  p-value  geometric)
                          ----------  ---------  --------  -------  -------  ----------
                          confidence  40 of 200   4 of 18     3.52     1.00        0.53
                          prediction  80 of 200  14 of 18     7.10    0.004      <0.001
                            of the 18 neurons' effects on rare tokens, added up without their signs, 60% is direct, 40% goes through the final
                              norm's scale and 20% along the unigram direction (parts overlap and may cancel)
                        """);
        assertContains(console,
                "18 (plateau)  0.1800 [0.1440, 0.2160]  0.0900 [0.0720, 0.1080]  0.0900   0.0018    0.010   0.0180");
        assertContains(console.replaceAll("\\s+", " "), "the top 50 ranks suffice: with all other neurons of the layer"
                + " ablated, the loss of rare tokens rises by 0.1000 nats, 4.0% of what it rises by with all of them ablated");
    }

    @Test
    void substitutesAreNotCalledAPlateau() throws Exception {
        String console = report("empty");

        assertContains(console, "plateau of rare tokens: empty: the head does not stand above the power law");
        String note = "no plateau was found or top-k was requested: these are substitutes, the top-ranked neurons";
        // Below Table 1 and Table 2, and with the verdict on routing.
        assertEquals(4, console.replaceAll("\\s+", " ").split(note, -1).length, console);
        assertTrue(console.replaceAll("\\s+", " ").contains("two substitute neurons share a community"), console);
        assertFalse(report("done").replaceAll("\\s+", " ").contains(note));
    }

    @Test
    void saysWhereLessWasFoundThanAskedFor() throws Exception {
        String sentence = "; smaller than requested: tokens.count asks for 98 contexts, the corpus gives 61";

        assertTrue(report("empty").replaceAll("\\s+", " ").contains(sentence));
        String done = report("done").replaceAll("\\s+", " ");
        assertFalse(done.contains("smaller than requested"), done);
        assertTrue(done
                .contains("patching heads over 50 pairs (attention.patchingPairs asks for 60 pairs, the contexts form"
                        + " 50): clearest"),
                done);
    }

    @Test
    void staysWithinTheWidthOfATerminal() throws Exception {
        report("done", "broken", "nowhere").replace(out.toString(), "out").lines()
                .forEach(line -> assertTrue(line.length() <= Text.WIDTH, line));
    }

    @Test
    void writesEveryFileAndLeavesNoPartBehind() throws Exception {
        report("done");

        assertEquals(
                List.of("attention-profiles.csv", "attention.csv", "communities.csv", "control-modularities.csv",
                        "dimensionality.csv", "dose-response.csv", "experiment-tiny-neox.json",
                        "figure-1-tiny-neox.png",
                        "figure-1-tiny-neox.svg",
                        "figure-controls-tiny-neox.png", "figure-controls-tiny-neox.svg",
                        "figure-doses-tiny-neox.png", "figure-doses-tiny-neox.svg", "figure-effects-tiny-neox.png",
                        "figure-effects-tiny-neox.svg", "figure-heads-tiny-neox.png", "figure-heads-tiny-neox.svg",
                        "figure-intervals.png",
                        "figure-intervals.svg", "figure-profiles-tiny-neox.png", "figure-profiles-tiny-neox.svg",
                        "heads.csv", "layer-graphs.csv", "neuron-effects.csv", "patching.csv", "regimes.csv",
                        "role-enrichment.csv", "sufficiency.csv", "table-1.csv", "table-2.csv",
                        "tail-fits.csv", "trajectory-changes.csv", "verdicts.csv", "weight-spectra.csv"),
                files());
        List<String> table1 = Files.readString(out.resolve("table-1.csv")).lines().toList();
        assertEquals(
                "measured,done,tiny-neox,Plateau (Excitatory),12,2,0.0512345678901234,0.04,,,1.8,0.5,0.67,,0.9,1,0.21,,,,",
                table1.get(1));
        assertTrue(table1.contains("paper,,GPT-2 XL,Plateau (Inhibitory),,,0.07,0.05,,,2.1,0.5,0.73,,,,,,,,"),
                table1.toString());
        assertTrue(Files.readString(out.resolve("verdicts.csv"))
                .contains("\"Both groups are too small, \"\"by far\"\".\",flat\r\n"));
    }

    @Test
    void writesTheSpecificationAsRun() throws Exception {
        report("done");

        String json = Files.readString(out.resolve("experiment-tiny-neox.json"));
        JsonNode document = new ObjectMapper().readTree(json);
        assertEquals("COMPLETED", document.path("status").asText());
        assertEquals(1, document.path("specification").path("seed").asInt());
        assertEquals("PyTorch", document.path("provenance").path("engine").asText());
        assertEquals("2026-01-01T10:00:53.500Z", document.path("finished_at").asText());
        assertTrue(json.contains("\"threshold\" : 0.10"), "a number changed its digits: " + json);
    }

    @Test
    void saysWhyAFailedExperimentHasNothingToShow() throws Exception {
        // Given a figure of an earlier run
        Files.writeString(out.resolve("figure-1-tiny-gpt2.png"), "of yesterday");

        // When
        String console = report("broken", "nowhere");

        // Then
        assertContains(console,
                "  tiny-gpt2: no rows: the experiment failed: the corpus has 12 tokens; 512 are needed.\n");
        assertContains(console, "  nowhere: no rows: no such experiment is in the database.\n");
        assertContains(console, "figure-1-tiny-gpt2 is not drawn: the experiment failed: the corpus has 12 tokens;");
        assertFalse(Files.exists(out.resolve("figure-1-tiny-gpt2.png")), "an old figure passes for one of this run");
        assertTrue(Files.readString(out.resolve("experiment-tiny-gpt2.json")).contains("512 are needed"));
    }

    @Test
    void saysThatThereIsNothingToReport() throws Exception {
        String console = report();

        assertTrue(console.startsWith("No experiment was requested, so there is nothing to report.\n"), console);
        assertTrue(Files.readString(out.resolve("table-2.csv")).startsWith("source,experiment_id,model,"));
    }

    private String report(String... experimentIds) throws Exception {
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        try (Connection analyst = database.analyst()) {
            Report.write(analyst, List.of(experimentIds), out, new PrintStream(console, true, StandardCharsets.UTF_8));
        }
        return console.toString(StandardCharsets.UTF_8);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(out)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertContains(String console, String expected) {
        assertTrue(console.contains(expected), () -> "missing:\n" + expected + "\nin:\n" + console);
    }
}
