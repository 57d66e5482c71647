package io.plateau.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One quantity over the checkpoints of a model.
 *
 * @param points in the order of their steps
 */
record Trajectory(String model, String quantity, String tokenGroup, List<Point> points) {
    private static final double LEVEL = 0.05;

    /**
     * @param standardError null with fewer than two contexts
     * @param differsFromFirst at 5 % after Holm over the checkpoints
     * @param differsFromLast likewise
     */
    record Point(long step, double value, Double standardError, boolean differsFromFirst, boolean differsFromLast) {
    }

    /** Of all models with more than one checkpoint, in the order of the view. */
    static List<Trajectory> of(Results results) {
        Map<List<String>, List<Point>> found = new LinkedHashMap<>();
        for (Row row : results.view(Table.TRAJECTORY_CHANGES).rows()) {
            if (row.number("value") != null) {
                found.computeIfAbsent(List.of(row.text("model"), row.text("quantity"), row.text("token_group")),
                        key -> new ArrayList<>())
                        .add(new Point(Long.parseLong(row.text("step")), row.number("value"),
                                row.number("standard_error"), below(row.number("p_first_corrected")),
                                below(row.number("p_last_corrected"))));
            }
        }
        return found.entrySet().stream().filter(e -> e.getValue().size() > 1)
                .map(e -> new Trajectory(e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
                .toList();
    }

    private static boolean below(Double p) {
        return p != null && p < LEVEL;
    }

    /** The first checkpoint that differs from the first of all. */
    Optional<Point> changes() {
        return points.stream().filter(Point::differsFromFirst).findFirst();
    }

    /** The first checkpoint from which on none differs from the last; empty where the last but one still does. */
    Optional<Point> settles() {
        int from = points.size() - 1;
        while (from > 0 && !points.get(from - 1).differsFromLast()) {
            from--;
        }
        return from == points.size() - 1 ? Optional.empty() : Optional.of(points.get(from));
    }
}
