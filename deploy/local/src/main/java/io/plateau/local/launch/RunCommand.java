package io.plateau.local.launch;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.logging.Logger;

import org.jboss.logmanager.Level;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From arguments to an exit code. */
public final class RunCommand {
    public static final int SUCCESS = 0;
    public static final int FAILURE = 1;
    public static final int USAGE = 2;

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
                return SUCCESS;
            }
            Launcher launcher = new Launcher(Installation.fromSystemProperty(), console,
                    Boolean.getBoolean("plateau.terminal"));
            return launcher.run(options) ? SUCCESS : FAILURE;
        } catch (UsageException e) {
            errors.println(e.getMessage());
            return USAGE;
        } catch (RunException e) {
            LOG.log(Level.WARN, "the run broke off", e);
            errors.println(e.getMessage());
            return FAILURE;
        } catch (Exception e) {
            LOG.log(Level.ERROR, "the run broke off", e);
            errors.println(LauncherLog.brokeOff(e));
            return FAILURE;
        }
    }

    static RunOptions parse(String... arguments) {
        RunOptions options = new RunOptions();
        try {
            new CommandLine(options).parseArgs(arguments);
            return options;
        } catch (ParameterException e) {
            throw new UsageException(e.getMessage() + "; deploy/local/run --help lists the options", e);
        }
    }
}
