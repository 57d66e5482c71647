package io.plateau.local.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import io.plateau.local.database.LocalDatabase;

/** The {@link TestSystem} of this JVM. */
final class TestSystemProcess {
    private static final String PROPERTY = "plateau.test.system";

    private TestSystemProcess() {
    }

    /** Its addresses and passwords; it is started on first use. */
    static Properties ofThisJvm() {
        // Not a static field: Quarkus loads this class once per class loader, and has several in a JVM.
        synchronized (System.getProperties()) {
            String addresses = System.getProperty(PROPERTY);
            if (addresses == null) {
                addresses = start();
                System.setProperty(PROPERTY, addresses);
            }
            return parse(addresses);
        }
    }

    private static String start() {
        try {
            Path log = Files.createTempFile("plateau-test-", ".log");
            log.toFile().deleteOnExit();
            ProcessBuilder builder = new ProcessBuilder(command()).redirectError(log.toFile());
            // Three hundred jars: as an argument they would fill every list of processes.
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process process = builder.start();
            BufferedReader output = process.inputReader();
            StringBuilder addresses = new StringBuilder();
            for (String line = output.readLine(); !TestSystem.READY.equals(line); line = output.readLine()) {
                if (line == null) {
                    throw new IllegalStateException(
                            "broker and database for the tests did not start:\n" + Files.readString(log));
                }
                addresses.append(line).append('\n');
            }
            holdUntilThisJvmEnds(process);
            return addresses.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Several modules may be tested at once on a small machine.
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add(TestSystem.class.getName());
        command.addAll(LocalDatabase.SERVICES);
        return command;
    }

    /** It ends when its standard input does, which the operating system closes whatever way this JVM ends. */
    private static void holdUntilThisJvmEnds(Process process) {
        Thread holder = new Thread(() -> {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "plateau-test-system");
        holder.setDaemon(true);
        holder.setContextClassLoader(null);
        holder.start();
    }

    private static Properties parse(String lines) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(lines));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
