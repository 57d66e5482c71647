package io.plateau.local.faults.clock;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a JVM's wall clock go by an offset that a file holds, in milliseconds: {@code -javaagent:JAR=FILE}, or loaded into a
 * running one. The
 * file may come later and be another at any time; without it the clock is the machine's.
 */
public final class ClockAgent {
    private static final long POLL_MILLIS = 50;
    /** Of what is loaded already: whatever measures time outs, sessions, leases or timestamps by the wall clock. */
    private static final List<String> TAKEN_ANEW = List.of("java.util.", "java.time.", "sun.util.", "io.plateau.",
            "org.apache.kafka.", "org.postgresql.", "io.agroal.", "com.arjuna.", "io.smallrye.", "io.quarkus.",
            "io.vertx.");

    private ClockAgent() {
    }

    /** Called by the JVM before the application's main method. */
    public static void premain(String offsetFile, Instrumentation instrumentation) {
        // While a class is being loaded, rewriting it cannot ask for others that load it in turn.
        ClockCalls.loadWhatRewritingNeeds();
        instrumentation.addTransformer(new Transformer(), true);
        // The JDK's own were loaded before any agent, and in a running JVM so was everything else.
        rewrite(Arrays.stream(instrumentation.getAllLoadedClasses()).filter(instrumentation::isModifiableClass)
                .filter(ClockAgent::mayBeRewritten).toArray(Class<?>[]::new), instrumentation);
        Path file = Path.of(offsetFile);
        read(file);
        Thread reader = new Thread(() -> follow(file), "clock-offset");
        reader.setDaemon(true);
        reader.start();
    }

    /** Leaves out a class that the JVM cannot take anew, such as one that was made while it ran. */
    private static void rewrite(Class<?>[] classes, Instrumentation instrumentation) {
        if (classes.length == 0) {
            return;
        }
        try {
            instrumentation.retransformClasses(classes);
        } catch (UnmodifiableClassException | LinkageError | InternalError e) {
            if (classes.length > 1) {
                int half = classes.length / 2;
                rewrite(Arrays.copyOfRange(classes, 0, half), instrumentation);
                rewrite(Arrays.copyOfRange(classes, half, classes.length), instrumentation);
            }
        }
    }

    /** Called by a running JVM that loads the agent on request. */
    public static void agentmain(String offsetFile, Instrumentation instrumentation) {
        premain(offsetFile, instrumentation);
    }

    private static boolean mayBeRewritten(Class<?> loaded) {
        return TAKEN_ANEW.stream().anyMatch(loaded.getName()::startsWith);
    }

    private static void follow(Path file) {
        try {
            while (true) {
                read(file);
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void read(Path file) {
        try {
            ShiftedClock.shiftBy(Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0);
        } catch (IOException | NumberFormatException e) {
            // It is being written: the next look finds it whole.
        }
    }

    /** Leaves a class as it is where it reads no clock or cannot be read. */
    private static final class Transformer implements ClassFileTransformer {
        private static final String OWN = ClockAgent.class.getPackageName().replace('.', '/') + "/Clock";

        @Override
        public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain,
                byte[] classFile) {
            if (name == null || name.equals(ClockCalls.SHIFTED) || name.startsWith(OWN)
                    || name.startsWith("org/objectweb/asm")) {
                // What does the rewriting cannot be rewritten.
                return null;
            }
            try {
                return ClockCalls.rewrite(classFile);
            } catch (RuntimeException e) {
                // A class file of a later version than the library supports.
                return null;
            }
        }
    }
}
