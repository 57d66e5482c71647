package io.plateau.local.moment;

import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * A worker whose blocks take a fixed time and leave nothing behind but their ledger row: {@code -javaagent:JAR=MILLISECONDS}. On
 * one machine it shows what is lost between blocks, however many replicas there are.
 */
public final class TimedEngineAgent {
    /** The class whose methods {@code compute} and {@code store} are woven. */
    public static final String HANDLER = "io.plateau.inference.stage.InferenceWorkHandler";

    /** Read by the woven code. */
    static volatile long millis;

    private TimedEngineAgent() {
    }

    /** Called by the JVM before the service's main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        millis = Long.parseLong(arguments);
        System.err.println("a timed engine: every block takes " + millis + " ms and computes nothing");
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain,
                    byte[] classFile) {
                if (!HANDLER.replace('.', '/').equals(name)) {
                    return null;
                }
                try {
                    return woven(HANDLER, classFile, loader);
                } catch (RuntimeException | Error e) {
                    e.printStackTrace();
                    Runtime.getRuntime().halt(1);
                    throw e;
                }
            }
        });
    }

    static byte[] woven(String handler, byte[] classFile, ClassLoader loader) {
        ClassFileLocator locator = new ClassFileLocator.Compound(ClassFileLocator.Simple.of(handler, classFile),
                ClassFileLocator.ForClassLoader.of(loader));
        TypeDescription type = TypePool.Default.of(locator).describe(handler).resolve();
        return new ByteBuddy().redefine(type, locator)
                .visit(Advice.to(Computation.class).on(named("compute").and(not(isSynthetic()))))
                .visit(Advice.to(Nothing.class).on(named("store").and(not(isSynthetic()))))
                .make().getBytes();
    }

    /** Called by the woven code. */
    public static boolean compute() {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    /** In place of the computation, whose result is null. */
    static final class Computation {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean begin() {
            return compute();
        }
    }

    /** In place of storing what was computed. */
    static final class Nothing {
        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean begin() {
            return true;
        }
    }

    /** As {@link MomentAgent#write}. */
    public static Path write(Path directory) throws IOException {
        return MomentAgent.write(directory, TimedEngineAgent.class);
    }
}
