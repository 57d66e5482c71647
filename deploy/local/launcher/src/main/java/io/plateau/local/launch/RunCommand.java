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
public final class RunCommand {
    private static final Logger LOG = Logger.getLogger(RunCommand.class.getName());

    private RunCommand() {
    }

    /** Messages for people go to {@code errors}, everything else to {@code console}. */
    public static int execute(String[] arguments, PrintStream console, PrintStream errors) {
        try {
            Machine.requireText(arguments);
            RunOptions options = parse(arguments);
            if (options.help) {
                PrintWriter writer = new PrintWriter(console);
                new CommandLine(options).usage(writer);
                writer.flush();
                return ExitCode.SUCCESS;
            }
            Launcher launcher = new Launcher(Installation.fromSystemProperty(), console,
                    Boolean.getBoolean("plateau.terminal"));
            return launcher.run(options) ? ExitCode.SUCCESS : ExitCode.FAILURE;
        } catch (UsageException e) {
            errors.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (RunException e) {
            LOG.log(Level.WARN, "the run failed", e);
            errors.println(e.getMessage());
            return ExitCode.FAILURE;
        } catch (Exception e) {
            LOG.log(Level.ERROR, "the run failed", e);
            errors.println(LauncherLog.brokeOff(e));
            return ExitCode.FAILURE;
        }
    }

    static RunOptions parse(String... arguments) {
        RunOptions options = new RunOptions();
        try {
            new CommandLine(options).parseArgs(arguments);
            return options;
        } catch (ParameterException e) {
            throw new UsageException(OptionFault.of(e) + "; deploy/local/run --help lists the options", e);
        }
    }
}
