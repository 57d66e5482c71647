package io.plateau.local.faults.clock;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.objectweb.asm.ClassReader;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

/** Writes the agent as the archives that {@code -javaagent} and a running JVM want, from this program's own classes. */
public final class ClockAgentJar {
    private static final String BOOT = "clock-boot.jar";
    private static final List<String> AGENT_CLASSES = List.of("ClockAgent", "ClockAgent$Transformer", "ClockCalls",
            "ClockCalls$Rewriter", "ClockCalls$Rewriter$1");

    private final Path agent;

    private ClockAgentJar(Path agent) {
        this.agent = agent;
    }

    /** @param directory must be there; a path without blanks, for the JVM reads the manifest's class path as URLs */
    public static ClockAgentJar write(Path directory) throws IOException {
        write(directory.resolve(BOOT), new Manifest(), List.of("ShiftedClock"));
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(new Attributes.Name("Premain-Class"), ClockAgent.class.getName());
        attributes.put(new Attributes.Name("Agent-Class"), ClockAgent.class.getName());
        attributes.put(new Attributes.Name("Boot-Class-Path"), BOOT);
        attributes.put(new Attributes.Name("Can-Retransform-Classes"), "true");
        attributes.put(Attributes.Name.CLASS_PATH, asm().toUri().toString());
        Path agent = directory.resolve("clock-agent.jar");
        write(agent, manifest, AGENT_CLASSES);
        return new ClockAgentJar(agent);
    }

    /**
     * Puts the clock of a running JVM under a file, once and for all.
     *
     * @param offsetFile holds what the clock goes by, milliseconds
     */
    public void attach(long process, Path offsetFile) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process));
            try {
                machine.loadAgent(agent.toAbsolutePath().toString(), offsetFile.toAbsolutePath().toString());
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IOException("the clock of process " + process + " could not be taken over: " + e.getMessage(), e);
        }
    }

    /** Whether an argument of a JVM is this agent's. */
    public boolean isIn(String argument) {
        return argument.startsWith("-javaagent:" + agent.toAbsolutePath() + "=");
    }

    /** @param offsetFile holds what the clock goes by, milliseconds */
    public String jvmOption(Path offsetFile) {
        return "-javaagent:" + agent.toAbsolutePath() + "=" + offsetFile.toAbsolutePath();
    }

    private static Path asm() {
        try {
            return Path.of(ClassReader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the archive of the library that rewrites classes has no path", e);
        }
    }

    private static void write(Path archive, Manifest manifest, List<String> classes) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(archive), manifest)) {
            for (String name : classes) {
                try (InputStream bytes = ClockAgent.class.getResourceAsStream(name + ".class")) {
                    jar.putNextEntry(
                            new JarEntry(ClockAgent.class.getPackageName().replace('.', '/') + "/" + name + ".class"));
                    bytes.transferTo(jar);
                    jar.closeEntry();
                }
            }
        }
    }
}
