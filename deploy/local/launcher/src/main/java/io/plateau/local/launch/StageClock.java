package io.plateau.local.launch;

import java.time.Duration;
import java.util.Locale;

import io.plateau.local.service.ExperimentView.StageView;

/** Watches one stage: since when, how fast, how long still. */
final class StageClock {
    private final String model;
    private long since = -1;
    private int doneThen;
    private StageView latest;

    StageClock(String model) {
        this.model = model;
    }

    /** @param now nanoseconds of a monotonic clock */
    void update(StageView stage, long now) {
        if (since < 0 && stage.isKnown()) {
            since = now;
            doneThen = stage.done();
        }
        latest = stage;
    }

    boolean isRunning() {
        return since >= 0 && latest.done() > 0 && !latest.isDone();
    }

    /** {@code tiny-neox  capture  12/98 blocks  3.1/s  28 s left}. */
    String running(long now) {
        double rate = rate(now);
        String left = rate > 0
                ? String.format(Locale.ROOT, "%.1f/s, %s left", rate,
                        seconds((latest.blocks() - latest.done()) / rate))
                : "";
        return String.format(Locale.ROOT, "%s %6d/%d blocks   %s", label(), latest.done(), latest.blocks(), left)
                .stripTrailing();
    }

    /** {@code tiny-neox  capture  98/98 blocks  in 31 s (3.1/s)}. */
    String finished(long now) {
        double rate = rate(now);
        String taken = rate > 0
                ? String.format(Locale.ROOT, "in %s (%s)", seconds((now - since) / 1e9), perSecond(rate))
                : "";
        return String.format(Locale.ROOT, "%s %6d/%d blocks   %s", label(), latest.done(), latest.blocks(), taken)
                .stripTrailing();
    }

    private String label() {
        return String.format(Locale.ROOT, "  %-14s %-15s", model, latest.stage());
    }

    private double rate(long now) {
        double seconds = (now - since) / 1e9;
        return seconds > 0 ? (latest.done() - doneThen) / seconds : 0;
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 1 ? "%.2f/s" : "%.1f/s", rate);
    }

    static String seconds(double seconds) {
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : duration.toSeconds() + " s";
    }
}
