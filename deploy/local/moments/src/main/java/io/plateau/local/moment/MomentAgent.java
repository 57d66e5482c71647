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

/** The agent of a service under test: {@code -javaagent:JAR=SERVICE,BREAK,DIRECTORY}, where a dash breaks nothing. */
public final class MomentAgent {
    private static final String NOTHING = "-";

    private MomentAgent() {
    }

    /** Called by the JVM before the service's main method. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String[] parts = arguments.split(",", 3);
        Break broken = parts[1].equals(NOTHING) ? null : Break.ofLabel(parts[1]);
        if (broken != null) {
            System.err.println("broken on purpose: " + broken.label());
        }
        Strikes.prepare(parts[0], Path.of(parts[2]), broken);
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

    /** @param broken null to break nothing */
    public static String jvmOption(Path archive, String service, Break broken, Path moments) {
        return "-javaagent:" + archive.toAbsolutePath() + "=" + service + ","
                + (broken == null ? NOTHING : broken.label()) + "," + moments.toAbsolutePath();
    }

    private static String home(Class<?> type) {
        try {
            return type.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the archive of " + type.getName() + " has no path", e);
        }
    }
}
