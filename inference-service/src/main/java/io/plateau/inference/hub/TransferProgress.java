package io.plateau.inference.hub;

import java.util.Locale;
import java.util.function.Consumer;

/** Lines about a transfer: at its beginning, every few seconds, at its end. */
final class TransferProgress {
    private final String what;
    private final long total;
    private final long everyNanos;
    private final Consumer<String> lines;
    private final long begin = System.nanoTime();
    private final long already;
    private long lastLine = begin;

    /** @param already bytes that an earlier attempt left */
    TransferProgress(String what, long total, long already, Patience patience, Consumer<String> lines) {
        this.what = what;
        this.total = total;
        this.already = already;
        this.everyNanos = patience.report().toNanos();
        this.lines = lines;
        line(already);
    }

    void at(long bytes) {
        long now = System.nanoTime();
        if (bytes == total || now - lastLine >= everyNanos) {
            lastLine = now;
            line(bytes);
        }
    }

    private void line(long bytes) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        String speed = bytes == already
                ? ""
                : String.format(Locale.ROOT, ", %.1f MB/s", (bytes - already) / 1e6 / Math.max(seconds, 1e-3));
        lines.accept(String.format(Locale.ROOT, "fetching %s: %.0f %% (%.1f of %.1f MB%s)", what,
                total == 0 ? 100 : 100.0 * bytes / total, bytes / 1e6, total / 1e6, speed));
    }
}
