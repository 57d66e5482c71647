package io.plateau.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How quantities change over the checkpoints of a training run. */
final class TrajectorySection {
    /** More do not fit a line. */
    private static final int MOST = 6;
    private static final String NOTE = "* differs from the first checkpoint, ' from the last: paired over contexts, or"
            + " tenths of them, by random signs, below 0.05 after Holm over the checkpoints. changes at: the first step with *; settles at: the"
            + " first from which on none has '.";

    private TrajectorySection() {
    }

    /** Empty where no model has several checkpoints. */
    static Optional<String> of(Results results) {
        Map<String, List<Trajectory>> models = Trajectory.of(results).stream()
                .collect(Collectors.groupingBy(Trajectory::model, LinkedHashMap::new, Collectors.toList()));
        if (models.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder section = new StringBuilder("Trajectories: when it arises\n");
        models.forEach((model, trajectories) -> section.append("\n  ").append(model).append("\n")
                .append(table(trajectories)));
        return Optional.of(section.append(Text.wrapped("  ", NOTE)).toString());
    }

    private static String table(List<Trajectory> trajectories) {
        List<Long> steps = shown(trajectories.stream().flatMap(t -> t.points().stream()).map(Trajectory.Point::step)
                .distinct().sorted().toList());
        List<TextTable.Column> columns = new ArrayList<>(
                List.of(TextTable.Column.left("quantity", 40), TextTable.Column.left("tokens", 17)));
        steps.forEach(step -> columns.add(TextTable.Column.right("step\n" + step)));
        columns.add(TextTable.Column.right("changes\nat"));
        columns.add(TextTable.Column.right("settles\nat"));
        TextTable table = new TextTable(columns.toArray(TextTable.Column[]::new));
        for (Trajectory trajectory : trajectories) {
            List<String> cells = new ArrayList<>(List.of(trajectory.quantity(), trajectory.tokenGroup()));
            steps.forEach(step -> cells.add(trajectory.points().stream().filter(point -> point.step() == step)
                    .findFirst().map(TrajectorySection::cell).orElse("-")));
            cells.add(step(trajectory.changes()));
            cells.add(step(trajectory.settles()));
            table.row(cells.toArray(String[]::new));
        }
        return table.render();
    }

    private static String cell(Trajectory.Point point) {
        return Numbers.significant(point.value()) + (point.differsFromFirst() ? "*" : "")
                + (point.differsFromLast() ? "'" : "");
    }

    private static String step(Optional<Trajectory.Point> point) {
        return point.map(p -> String.valueOf(p.step())).orElse("-");
    }

    /** Evenly among them, the first and the last included. */
    private static List<Long> shown(List<Long> steps) {
        return steps.size() <= MOST
                ? steps
                : IntStream.range(0, MOST)
                        .mapToObj(i -> steps.get(Math.round((float) i * (steps.size() - 1) / (MOST - 1))))
                        .toList();
    }
}
