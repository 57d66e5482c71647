package io.plateau.local.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table of faults, as text for people and as CSV. */
final class FaultReport {
    private final long seed;
    private final String baseline;
    private final List<Outcome> outcomes;
    private final List<String> atTheEnd;
    private final List<String> figures;

    /**
     * @param atTheEnd what did not hold when everything was over
     * @param figures what was counted then
     */
    FaultReport(long seed, String baseline, List<Outcome> outcomes, List<String> atTheEnd, List<String> figures) {
        this.figures = figures;
        this.seed = seed;
        this.baseline = baseline;
        this.outcomes = outcomes;
        this.atTheEnd = atTheEnd;
    }

    /** Whether every invariant held. */
    boolean isClean() {
        return atTheEnd.isEmpty() && outcomes.stream().allMatch(outcome -> outcome.violation() == null);
    }

    /** Writes {@code faults-report.md} and {@code faults-report.csv}. */
    void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("faults-report.md"), markdown());
        Files.writeString(directory.resolve("faults-report.csv"), csv());
    }

    /** One sentence: how many faults, how many violations, how long recoveries took. */
    String summary() {
        double[] seconds = outcomes.stream().filter(o -> o.recovery() != null)
                .mapToDouble(o -> o.recovery().toMillis() / 1e3).sorted().toArray();
        long violations = atTheEnd.size() + outcomes.stream().filter(o -> o.violation() != null).count();
        return seconds.length == 0
                ? outcomes.size() + " faults, " + violations + " violations, no recovery"
                : String.format(Locale.ROOT,
                        "%d faults, %d violations; recovery: median %.1f s, 95 %% within %.1f s, longest %.1f s",
                        outcomes.size(), violations, seconds[seconds.length / 2],
                        seconds[(int) Math.ceil(0.95 * seconds.length) - 1], seconds[seconds.length - 1]);
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("# Faults\n\nMeasured by `deploy/local/faults --seed " + seed
                + " --faults "
                + outcomes.size() + "`. " + summary() + ".\n\nHash of the baseline run's export: `" + baseline
                + "`.\n\n| kind | faults | violations | longest recovery, s |\n|---|---:|---:|---:|\n");
        outcomes.stream().collect(Collectors.groupingBy(o -> o.fault().kind(), TreeMap::new, Collectors.toList()))
                .forEach((kind,
                        of) -> text.append(String.format(Locale.ROOT, "| %s | %d | %d | %.1f |%n", kind, of.size(),
                                of.stream().filter(o -> o.violation() != null).count(),
                                of.stream().filter(o -> o.recovery() != null)
                                        .mapToDouble(o -> o.recovery().toMillis() / 1e3).max()
                                        .orElse(Double.NaN))));
        text.append("\n| fault | kind | what | recovery, s | matches the baseline | violation |\n"
                + "|---:|---|---|---:|---|---|\n");
        for (Outcome o : outcomes) {
            text.append(String.format(Locale.ROOT, "| %d | %s | %s | %s | %s | %s |%n", o.number(), o.fault().kind(),
                    o.fault().description(), seconds(o), baseline.equals(o.hash()) ? "yes" : "no",
                    o.violation() == null ? "" : o.violation().replace("|", "/").replace("\n", " ")));
        }
        text.append("\nWhen everything was over: ").append(atTheEnd.isEmpty()
                ? "no consumer lagged, every dead letter was explained, terminal states had not changed, memory was within"
                        + " its bounds, liveness and readiness were correct.\n"
                : String.join("; ", atTheEnd) + "\n");
        figures.forEach(figure -> text.append("\n- ").append(figure));
        text.append(figures.isEmpty() ? "" : "\n");
        return text.toString();
    }

    private String csv() {
        return "fault,kind,description,experiment,recovery_seconds,export_sha256,violation\n" + outcomes.stream()
                .map(o -> Arrays.asList(Integer.toString(o.number()), o.fault().kind(), o.fault().description(),
                        o.experiment(), seconds(o), o.hash(), o.violation()))
                .map(row -> row.stream().map(FaultReport::quoted).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining());
    }

    private static String seconds(Outcome o) {
        return o.recovery() == null ? "" : String.format(Locale.ROOT, "%.1f", o.recovery().toMillis() / 1e3);
    }

    private static String quoted(String value) {
        return value == null ? "" : '"' + value.replace("\"", "\"\"") + '"';
    }
}
