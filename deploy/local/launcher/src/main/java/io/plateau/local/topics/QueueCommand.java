package io.plateau.local.topics;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;

import io.plateau.contracts.broker.BrokerFault;
import io.plateau.local.command.ExitCode;
import io.plateau.local.command.OptionFault;
import io.plateau.local.command.RunException;
import io.plateau.local.command.UsageException;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From arguments to an exit code. */
public final class QueueCommand {
    private static final String NAME = "deploy/local/queue";

    private QueueCommand() {
    }

    public static int execute(String[] arguments, PrintStream console, PrintStream errors) {
        QueueOptions options = new QueueOptions();
        try {
            new CommandLine(options).parseArgs(arguments);
            if (options.help) {
                PrintWriter writer = new PrintWriter(console);
                new CommandLine(options).usage(writer);
                writer.flush();
                return ExitCode.SUCCESS;
            }
            UnhandledRecords records = new UnhandledRecords(options.broker.access(NAME));
            if (options.direction.dump != null) {
                console.println(records.dump(options.direction.dump) + " unhandled records written to "
                        + options.direction.dump);
            } else {
                console.println(records.restore(options.direction.restore) + " records published from "
                        + options.direction.restore);
            }
            return ExitCode.SUCCESS;
        } catch (ParameterException e) {
            errors.println(OptionFault.of(e) + "; " + NAME + " --help lists the options");
            return ExitCode.USAGE;
        } catch (UsageException e) {
            errors.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (RunException | BrokerFault | IOException e) {
            errors.println(e.getMessage());
            return ExitCode.FAILURE;
        }
    }
}
