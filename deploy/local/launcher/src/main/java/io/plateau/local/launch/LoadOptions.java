package io.plateau.local.launch;

import java.nio.file.Path;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of the command. */
@Command(name = "deploy/local/load", sortOptions = false, separator = " ", usageHelpWidth = 100, header = {
        "Asks for many experiments at once, then for a large one and a small one behind it; shows when",
        "the first, half and all of them ended, memory over time and how fairly they progress.",
        ""}, footer = {"",
                "Exit code: 0 all completed, none starved and memory was flat, 1 otherwise, 2 wrong options."})
final class LoadOptions {
    @Option(names = "--experiments", paramLabel = "N", description = "experiments asked for at once, alike but for their seeds; default: 10")
    int experiments = 10;

    @Option(names = "--tokens", paramLabel = "N", description = "token positions of each of them; default: 4096")
    int tokens = 4_096;

    @Option(names = "--large", paramLabel = "N", description = {
            "token positions of the large experiment, which the bundled corpus must have (it has 508,983); 0: none;"
                    + " default: 250000"})
    int large = 250_000;

    @Option(names = "--model", paramLabel = "NAME|DIRECTORY", description = "as of deploy/local/run; default: tiny-neox")
    String model = "tiny-neox";

    @Option(names = "--spec", paramLabel = "FILE", description = "a specification whose other fields all experiments have")
    Path specification;

    @Option(names = "--help", usageHelp = true, description = "print this")
    boolean help;
}
