package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.plateau.local.service.ExperimentView;
import io.plateau.local.service.ExperimentView.StageView;

class ProgressDisplayTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(output, true, StandardCharsets.UTF_8);

    @Test
    void onATerminalARunningStageIsRedrawnInPlaceWithRateAndTimeLeft() {
        ProgressDisplay display = new ProgressDisplay(console, true);
        // Given a stage of 100 blocks that is known but not begun: nothing to say
        display.show(at(0), 0);
        assertEquals("", output.toString());
        // When 20 are done after 10 s, then 2 a second, and the other 80 take 40 s
        display.show(at(20), 10 * SECOND);
        assertEquals("  tiny-neox      capture             20/100 blocks   2.0/s, 40 s left\n", taken());
        // When all are done after 40 s, then the line is replaced
        display.show(at(100), 40 * SECOND);
        assertEquals("\033[1A\033[2K  tiny-neox      capture            100/100 blocks   in 40 s (2.5/s)\n", taken());
        // And said once
        display.show(at(100), 41 * SECOND);
        assertEquals("", taken());
    }

    @Test
    void elsewhereRunningStagesAreSaidOnlyEveryTenSeconds() {
        ProgressDisplay display = new ProgressDisplay(console, false);
        for (int second = 0; second < 25; second++) {
            display.show(at(second), second * SECOND);
        }
        assertEquals(2, taken().lines().count());
    }

    @Test
    void experimentsOfAStudyAreToldApartByTheirNumbers() {
        ExperimentView view = new ExperimentView("study-a-1.02", "study-a-1", "RUNNING", "tiny-neox", null, List.of());
        assertEquals("tiny-neox .02", view.label());
    }

    private String taken() {
        String text = output.toString(StandardCharsets.UTF_8);
        output.reset();
        return text;
    }

    private static List<ExperimentView> at(int done) {
        return List.of(new ExperimentView("1", null, "RUNNING", "tiny-neox", null,
                List.of(new StageView("capture", done, 100), new StageView("regimes", 0, null))));
    }
}
