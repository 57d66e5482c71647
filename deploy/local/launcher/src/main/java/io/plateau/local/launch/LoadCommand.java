package io.plateau.local.launch;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.logging.Logger;

import org.jboss.logmanager.Level;

import io.plateau.local.command.ExitCode;
import io.plateau.local.command.LauncherLog;
import io.plateau.local.command.Machine;
import io.plateau.local.command.OptionFault;
import io.plateau.local.command.RunException;
import io.plateau.local.command.UsageException;
import io.plateau.local.service.Installation;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From arguments to an exit code. */
public final class LoadCommand {
    private static final Logger LOG = Logger.getLogger(LoadCommand.class.getName());

    private LoadCommand() {
    }

    /** Messages for people go to {@code errors}, everything else to {@code console}. */
    public static int execute(String[] arguments, PrintStream console, PrintStream errors) {
        try {
            Machine.requireText(arguments);
            LoadOptions options = parse(arguments);
            if (options.help) {
                PrintWriter writer = new PrintWriter(console);
                new CommandLine(options).usage(writer);
                writer.flush();
                return ExitCode.SUCCESS;
            }
            return new LoadRun(Installation.fromSystemProperty(), console).run(options)
                    ? ExitCode.SUCCESS
                    : ExitCode.FAILURE;
        } catch (UsageException e) {
            errors.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (RunException e) {
            LOG.log(Level.WARN, "the load test failed", e);
            errors.println(e.getMessage());
            return ExitCode.FAILURE;
        } catch (Exception e) {
            LOG.log(Level.ERROR, "the load test failed", e);
            errors.println(LauncherLog.brokeOff(e));
            return ExitCode.FAILURE;
        }
    }

    static LoadOptions parse(String... arguments) {
        LoadOptions options = new LoadOptions();
        try {
            new CommandLine(options).parseArgs(arguments);
        } catch (ParameterException e) {
            throw new UsageException(OptionFault.of(e) + "; deploy/local/load --help lists the options", e);
        }
        if (options.experiments < 1 || options.experiments > 1_000) {
            throw new UsageException("--experiments " + options.experiments + ": it must lie between 1 and 1000");
        }
        return options;
    }
}
