package io.plateau.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a run shows at its end. */
public final class Report {

    private Report() {
    }

    /**
     * Prints the results of experiments in the paper's form, beside the paper's own, and writes figures, tables and
     * specifications as files. What an experiment does not have, for example because it failed, is said in a sentence.
     *
     * @param analyst connection that may read schema {@code results}
     * @param experimentIds in the order in which they shall be shown
     * @param out directory of the files; made where it is missing
     * @param console receives at most 120 columns; beyond ASCII only ± and ²
     */
    public static void write(Connection analyst, List<String> experimentIds, Path out, PrintStream console)
            throws SQLException, IOException {
        // Before the first touch of AWT: figures are painted in memory, also where a display exists.
        System.setProperty("java.awt.headless", "true");
        Results results = new ResultsReader(analyst).read(experimentIds);
        print(results, console);
        OutputFiles files = new OutputFiles(out);
        for (Table table : Table.values()) {
            files.write(table.fileName(), Csv.of(results.view(table)));
        }
        for (Experiment experiment : results.experiments()) {
            files.write("experiment-" + experiment.label() + ".json", ExperimentJson.of(experiment));
        }
        Figures.write(results, files, console);
        console.println("Files are in " + out.toAbsolutePath().normalize());
        console.flush();
    }

    static void print(Results results, PrintStream console) {
        console.print(ExperimentsSection.of(results) + "\n");
        if (!results.experiments().isEmpty()) {
            console.print(String.join("\n", ClusteringSection.of(results), RoutingSection.of(results),
                    RegimesSection.of(results), AttentionSection.of(results), CausesSection.of(results),
                    VerdictsSection.of(results), ""));
            console.print(PresetsSection.of(results).map(section -> section + "\n").orElse(""));
            console.print(TrajectorySection.of(results).map(section -> section + "\n").orElse(""));
        }
    }
}
