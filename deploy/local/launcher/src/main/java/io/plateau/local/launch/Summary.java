package io.plateau.local.launch;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import io.plateau.local.service.DataDirectory;
import io.plateau.local.service.ServiceProcess;

/** The last lines: what the services needed, and where to look. */
final class Summary {
    private static final double KIB_PER_MIB = 1024.0;

    private final PrintStream console;

    Summary(PrintStream console) {
        this.console = console;
    }

    void services(List<ServiceProcess> services, boolean oneByOne) {
        console.printf("%nServices: seconds until ready (%s), peak resident memory, processors' time%n",
                oneByOne ? "started one by one" : "all started at once");
        for (ServiceProcess service : services) {
            String memory = peakMebibytes(service.handle()).stream()
                    .mapToObj(mebibytes -> String.format(Locale.ROOT, "%6.0f MiB", mebibytes)).findFirst()
                    .orElse("(memory unknown)");
            String time = service.handle().info().totalCpuDuration()
                    .map(spent -> String.format(Locale.ROOT, "%6.1f s", spent.toMillis() / 1e3))
                    .orElse("(time unknown)");
            console.printf(Locale.ROOT, "  %-20s %5.1f s %s %s%n", service.name(),
                    service.startTime().toMillis() / 1e3, memory, time);
        }
    }

    void whileUp(LocalSystem system) {
        console.print("\nEverything stays up until Ctrl-C.\n");
        // The front door is the first.
        console.printf(Locale.ROOT, "  %-20s %s/%n", "page", system.services().get(0).url());
        for (ServiceProcess service : system.services()) {
            console.printf(Locale.ROOT, "  %-20s %s/q/swagger-ui  health and metrics %s/q%n", service.name(),
                    service.url(), service.managementUrl());
        }
        console.printf(Locale.ROOT, "  %-20s %s%n", "Kafka", system.broker().bootstrapServers());
        console.printf(Locale.ROOT, "  %-20s psql \"%s\"%n", "results", system.database().analystUri());
        console.flush();
    }

    void afterwards(RunOptions options, DataDirectory data) {
        console.print("\nTo query the results with psql, start again on the same data; nothing is run twice:\n  "
                + String.join(" ", CommandLineText.again(options, data.path())) + "\n");
        if (data.isThrowaway()) {
            console.print("The next run without --data removes this data.\n");
        }
        console.flush();
    }

    /** Peak resident memory, where the operating system provides it. */
    static OptionalDouble peakMebibytes(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try {
            Optional<String> line = Files.exists(status)
                    ? Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM:")).findFirst()
                    : Optional.empty();
            return line.map(l -> OptionalDouble.of(Double.parseDouble(l.replaceAll("\\D", "")) / KIB_PER_MIB))
                    .orElse(OptionalDouble.empty());
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
