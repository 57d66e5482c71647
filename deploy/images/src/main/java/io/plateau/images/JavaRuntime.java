package io.plateau.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/**
 * The Java runtime of the images, linked from the JDK of the build: an archive of classes holds for the very virtual machine that
 * made it, and a base image needs none, such as those with CUDA.
 */
final class JavaRuntime {
    /** What the libraries use; java.se is what a library may expect. */
    private static final String MODULES = "java.se,jdk.unsupported,jdk.crypto.ec,jdk.zipfs,jdk.naming.dns,jdk.net,"
            + "jdk.management,jdk.management.agent,jdk.jfr,jdk.jcmd,jdk.attach";

    private JavaRuntime() {
    }

    /** @param to a folder that does not exist */
    static void link(Path to) throws IOException {
        Path modules = Path.of(System.getProperty("java.home"), "jmods");
        if (!System.getProperty("os.name").equals("Linux") || !Files.isDirectory(modules)) {
            throw new ImageException("images are built on Linux with a JDK that has the folder jmods, and "
                    + System.getProperty("java.home") + " on " + System.getProperty("os.name") + " is not one");
        }
        StringWriter said = new StringWriter();
        PrintWriter printer = new PrintWriter(said);
        int status = ToolProvider.findFirst("jlink").orElseThrow().run(printer, printer, "--module-path",
                modules.toString(), "--add-modules", MODULES, "--strip-java-debug-attributes", "--no-header-files",
                "--no-man-pages", "--output", to.toString());
        if (status != 0) {
            throw new ImageException("jlink cannot link a Java runtime from " + modules + ": " + said);
        }
        Tree.setAge(to);
    }
}
