package io.plateau.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs containers by the command that the script rehearse names. */
final class Podman {
    private final String command;

    Podman(String command) {
        this.command = command;
    }

    /** @return what it printed */
    String run(List<String> arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(arguments);
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", all.subList(0, Math.min(4, all.size()))) + " …: " + output);
        }
        return output.strip();
    }

    String run(String... arguments) throws IOException, InterruptedException {
        return run(Arrays.asList(arguments));
    }
}
