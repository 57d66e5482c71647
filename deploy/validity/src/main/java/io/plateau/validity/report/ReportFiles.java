package io.plateau.validity.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.plateau.validity.Findings;
import io.plateau.validity.Findings.Curve;
import io.plateau.validity.Findings.Plot;

/** validity.md, validity.csv and the plots, each as SVG and PNG. */
public final class ReportFiles {
    private ReportFiles() {
    }

    /** Why a report cannot be written to a directory, known before the study; null where it can. */
    public static String refusal(Path out) {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            return "it is a file; name a directory";
        }
        try {
            Files.createDirectories(out);
            Files.delete(Files.createTempFile(out, "probe-", ""));
            return null;
        } catch (IOException e) {
            return "the directory cannot be written; name another";
        }
    }

    public static void write(Findings findings, Path out) throws IOException {
        Files.createDirectories(out);
        List<Plot> plots = plots(findings);
        Files.writeString(out.resolve("validity.csv"), CsvTable.of(findings.checks()), StandardCharsets.UTF_8);
        Files.writeString(out.resolve("validity.md"), Markdown.of(findings, plots), StandardCharsets.UTF_8);
        for (Plot plot : plots) {
            PlotFile file = new PlotFile(plot);
            Files.write(out.resolve(plot.file() + ".png"), file.png());
            Files.writeString(out.resolve(plot.file() + ".svg"), file.svg(), StandardCharsets.UTF_8);
        }
    }

    /** The p-values first, few curves to a plot so that they can be distinguished. */
    private static List<Plot> plots(Findings findings) {
        List<Plot> plots = new ArrayList<>();
        List<Curve> nulls = findings.nulls();
        int perPlot = 5;
        for (int from = 0; from < nulls.size(); from += perPlot) {
            List<Curve> curves = new ArrayList<>();
            curves.add(Curve.reference("uniform", new double[]{0, 1}, new double[]{0, 1}));
            curves.addAll(nulls.subList(from, Math.min(nulls.size(), from + perPlot)));
            plots.add(new Plot("null-p-values-" + (from / perPlot + 1),
                    "P-values without an effect: distribution functions", "p", "share of draws at or below",
                    curves));
        }
        plots.addAll(findings.plots());
        return plots;
    }
}
