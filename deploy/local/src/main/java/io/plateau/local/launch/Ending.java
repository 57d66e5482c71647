package io.plateau.local.launch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ends processes: asks all, waits, then makes those that are left. */
final class Ending {
    private Ending() {
    }

    static void of(List<ProcessHandle> processes, Duration grace) {
        processes.forEach(ProcessHandle::destroy);
        CompletableFuture<?>[] exits = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(exits).completeOnTimeout(null, grace.toMillis(), TimeUnit.MILLISECONDS).join();
        processes.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(exits).join();
    }
}
