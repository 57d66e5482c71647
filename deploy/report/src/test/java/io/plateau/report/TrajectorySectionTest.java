package io.plateau.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;

class TrajectorySectionTest {
    private static final String LOSS = "loss, nats";

    @Test
    void showsWhereAQuantityChangesAndSettles() {
        Results results = results(
                List.of(row(64, LOSS, "rare", 7, null, 0.001), row(256, LOSS, "rare", 6.5, 0.2, 0.001),
                        row(1_024, LOSS, "rare", 5.25, 0.01, 0.3), row(2_000, LOSS, "rare", 5, 0.004, null),
                        row(64, "kappa", "common", 1, null, null)));

        String section = TrajectorySection.of(results).orElseThrow();

        assertTrue(section.contains("""
                  quantity    tokens      64     256    1024    2000       at       at
                  ----------  ------  ------  ------  ------  ------  -------  -------
                  loss, nats  rare    7.000'  6.500'  5.250*  5.000*     1024     1024
                """), section);
        // One checkpoint is no trajectory
        assertEquals(List.of(LOSS), Trajectory.of(results).stream().map(Trajectory::quantity).toList());
    }

    @Test
    void thereIsNoSuchSectionWithoutCheckpoints() {
        assertEquals(Optional.empty(), TrajectorySection.of(results(List.of())));
        assertEquals(List.of(), TrajectoryFigure.of(results(List.of())));
    }

    @Test
    void everyQuantityIsAPanelThreeToAFigure() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String quantity : List.of("loss, nats", "kappa", "excess of the top ranks, ln influence", "another")) {
            for (int step : new int[]{0, 64, 2_000}) {
                rows.add(row(step, quantity, "rare", step == 0 ? 1 : 2, step == 0 ? null : 0.01, 0.5));
            }
        }
        List<Figure> figures = TrajectoryFigure.of(results(rows));

        assertEquals(List.of("figure-trajectory-tiny-1", "figure-trajectory-tiny-2"),
                figures.stream().map(Figure::name).toList());
        assertEquals(List.of(3, 1), figures.stream().map(figure -> figure.panels().size()).toList());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(FigureFile.png(figures.get(0))));
        assertTrue(IntStream.range(0, image.getHeight()).anyMatch(y -> IntStream.range(0, image.getWidth())
                .anyMatch(x -> image.getRGB(x, y) == ChartStyle.RARE.getRGB())), "the curve is not drawn");
    }

    private static Results results(List<Row> rows) {
        return new Results(List.of(), Map.of(Table.TRAJECTORY_CHANGES, new View(List.of(), rows)), Map.of());
    }

    private static Row row(long step, String quantity, String group, double value, Double pFirst, Double pLast) {
        Map<String, String> values = new HashMap<>();
        values.put("experiment_id", "of " + step);
        values.put("model", "tiny");
        values.put("step", String.valueOf(step));
        values.put("quantity", quantity);
        values.put("token_group", group);
        values.put("value", String.valueOf(value));
        values.put("standard_error", "0.1");
        values.put("p_first_corrected", pFirst == null ? null : pFirst.toString());
        values.put("p_last_corrected", pLast == null ? null : pLast.toString());
        return new Row(values);
    }
}
