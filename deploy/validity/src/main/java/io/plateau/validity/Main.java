package io.plateau.validity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.plateau.validity.report.ReportFiles;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The command. */
@Command(name = "deploy/validity/run", mixinStandardHelpOptions = true, sortOptions = false, description = "Tries the "
        + "services' methods on data whose truth is known and writes validity.md, validity.csv and plots.")
public final class Main implements Callable<Integer> {
    @Option(names = "--reduced", description = "Fewer draws, as in continuous integration.")
    private boolean reduced;
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "deploy/validity/target/report", description = "Where the report is written (${DEFAULT-VALUE}).")
    private Path out;
    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed of all data (${DEFAULT-VALUE}).")
    private long seed;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).setParameterExceptionHandler(Main::refused).execute(arguments));
    }

    private static int refused(ParameterException e, String[] arguments) {
        boolean seed = e.getArgSpec() instanceof OptionSpec option && option.longestName().equals("--seed")
                && e.getClass() == ParameterException.class;
        System.err.println((seed ? "--seed takes a whole number, not '" + e.getValue() + "'" : e.getMessage())
                + "; deploy/validity/run --help lists the options");
        return 2;
    }

    /** 0 when everything that must hold does, 1 when something does not, 2 when the report cannot be written. */
    @Override
    public Integer call() throws IOException {
        String refusal = ReportFiles.refusal(out);
        if (refusal != null) {
            System.err.println("--out " + out + ": " + refusal);
            return 2;
        }
        Findings findings = ValidityStudy.run(reduced ? Size.REDUCED : Size.FULL, seed, System.err::println);
        ReportFiles.write(findings, out);
        findings.checks().forEach(check -> System.out.println(check.line()));
        System.out.println("Written to " + out);
        return findings.checks().stream().anyMatch(c -> c.outcome() == Outcome.FAILS) ? 1 : 0;
    }
}
