package io.plateau.local.launch;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures of one group of experiments. */
final class LoadReport {
    private static final int TENTHS = 10;

    private final PrintStream console;

    LoadReport(PrintStream console) {
        this.console = console;
    }

    /** @param starved experiments that stood still for too long */
    void print(LoadWatch watch, List<String> starved) {
        ProgressTrace progress = watch.progress();
        console.printf(Locale.ROOT, "  ended after %.0f s%n", progress.seconds());
        int count = progress.experiments().size();
        if (count > 1) {
            double half = progress.ended((count + 1) / 2);
            console.printf(Locale.ROOT,
                    "  the first ended after %.0f s, half of them after %.0f s (%.0f %% of the time), all after %.0f s%n",
                    progress.ended(1), half, 100 * half / progress.seconds(), progress.ended(count));
            progress(progress, starved);
        }
        console.printf(
                "  resident memory, MiB: peak in each tenth of the time | peak of its bound | growth, last quarter less"
                        + " second%n");
        watch.memory()
                .forEach((service, trace) -> console.printf(Locale.ROOT, "    %-20s %s | %5.0f of %d | %+5.0f%s%n",
                        service,
                        trace.peaks(TENTHS).stream().map(peak -> String.format(Locale.ROOT, "%5.0f", peak))
                                .collect(Collectors.joining(" ")),
                        trace.peak(), trace.bound(), trace.growth(), trace.isFlat() ? "" : ": not flat"));
        console.flush();
    }

    private void progress(ProgressTrace progress, List<String> starved) {
        StringBuilder spread = new StringBuilder();
        for (int tenth = 1; tenth < TENTHS; tenth++) {
            spread.append(String.format(Locale.ROOT, " %4.2f", progress.spread(tenth / (double) TENTHS)));
        }
        console.print("  share done, the most advanced less the least, after each tenth of the time:" + spread + "\n");
        for (String experiment : progress.experiments()) {
            console.printf(Locale.ROOT, "    %s ended after %.0f s, longest standstill %.0f s%n", experiment,
                    progress.ended(experiment), progress.longestStandstill(experiment));
        }
        console.print(starved.isEmpty()
                ? "  none stood still for more than half of the time\n"
                : "  starved, standing still for more than half of the time: " + starved + "\n");
    }
}
