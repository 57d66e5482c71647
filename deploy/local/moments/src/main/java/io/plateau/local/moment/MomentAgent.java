package io.plateau.local.moment;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import net.bytebuddy.ByteBuddy;

/** The agent of a service under test: {@code -javaagent:JAR=SERVICE,DIRECTORY}. */
public final class MomentAgent {
    /** A file of the directory of moments: while it is there, blocks are small. */
    public static final String SMALL_BLOCKS = "small-blocks";

    private MomentAgent() {
    }

    /** Called by the JVM before the service's main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String[] parts = arguments.split(",", 2);
        Strikes.prepare(parts[0], Path.of(parts[1]));
        instrumentation.addTransformer(new Weaver());
    }

    /**
     * Writes the archive for {@code -javaagent}: it names this module's classes and the weaver's library where they are.
     *
     * @param directory must be there
     */
    public static Path write(Path directory) throws IOException {
        return write(directory, MomentAgent.class);
    }

    static Path write(Path directory, Class<?> agent) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), agent.getName());
        attributes.put(Attributes.Name.CLASS_PATH, home(MomentAgent.class) + " " + home(ByteBuddy.class));
        Path archive = directory.resolve("moment-agent.jar");
        try (OutputStream file = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.finish();
        }
        return archive;
    }

    public static String jvmOption(Path archive, String service, Path moments) {
        return "-javaagent:" + archive.toAbsolutePath() + "=" + service + "," + moments.toAbsolutePath();
    }

    private static String home(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the archive of " + type.getName() + " has no path", e);
        }
    }
}
