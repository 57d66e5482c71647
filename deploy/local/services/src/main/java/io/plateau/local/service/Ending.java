package io.plateau.local.service;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends processes: asks all, waits, then makes those that are left. */
public final class Ending {
    /** What was killed is gone, but shows as a process until its parent has noticed. */
    private static final Duration UNTIL_NOTICED = Duration.ofSeconds(2);

    private Ending() {
    }

    public static void of(List<ProcessHandle> processes, Duration grace) {
        processes.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] exits = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        await(exits, grace);
        processes.forEach(ProcessHandle::destroyForcibly);
        await(exits, UNTIL_NOTICED);
    }

    private static void await(CompletableFuture<?>[] exits, Duration limit) {
        CompletableFuture.allOf(exits).completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
