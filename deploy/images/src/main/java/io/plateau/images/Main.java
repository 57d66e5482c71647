package io.plateau.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Writes the image of each service, and that of the inference service for CUDA where a base for it is named. */
public final class Main {
    private static final List<String> SERVICES = List.of("inference-service", "influence-service", "graph-service",
            "routing-service");
    /** Shares of the container's memory unless -Xmx says otherwise: half is the heap, tensors and buffers are outside. */
    private static final List<String> OPTIONS = List.of("-XX:MaxRAMPercentage=50", "-XX:InitialRAMPercentage=5",
            "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-Duser.language=en", "-Duser.country=US",
            "-Djava.awt.headless=true",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            // The thorough compiler only where code runs ten times as often as usual: at a start it would take half of the time.
            "-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000", "-XX:Tier4BackEdgeThreshold=400000");
    private static final String MAIN_CLASS = "io.plateau.runtime.process.Start";

    private final Path home;
    private final String version;
    private final Path output;
    private final boolean archives;
    private final String revision;
    private Path java;

    private Main(Path home, String version, Path output, boolean archives, String revision) {
        this.home = home;
        this.version = version;
        this.output = output;
        this.archives = archives;
        this.revision = revision;
    }

    /**
     * @param arguments root of the repository, version, output folder, base image, whether archives of classes are written,
     *        revision=…, base=… for CUDA, and there: folder, version and flavor of libtorch
     */
    public static void main(String... arguments) throws IOException, InterruptedException {
        Path output = Path.of(arguments[2]);
        Main main = new Main(Path.of(arguments[0]), arguments[1], output, Boolean.parseBoolean(arguments[4]),
                value(arguments[5]));
        Path work = output.resolve("work");
        Tree.delete(work);
        Files.createDirectories(work);
        main.java = work.resolve("jre");
        JavaRuntime.link(main.java);
        Path cache = output.resolve("cache");
        for (String service : SERVICES) {
            main.write(service, service, new ServiceImage(arguments[3], cache), name -> false, environment(service),
                    arguments[3]);
        }
        String cuda = value(arguments[6]);
        if (!cuda.isEmpty()) {
            Map<String, String> environment = environment(SERVICES.get(0));
            environment.put("PYTORCH_LIBRARY_PATH", arguments[7]);
            environment.put("PYTORCH_VERSION", arguments[8]);
            environment.put("PYTORCH_FLAVOR", arguments[9]);
            main.write(SERVICES.get(0), SERVICES.get(0) + "-cuda", new ServiceImage(cuda, cache),
                    name -> name.startsWith("ai.djl.pytorch.pytorch-native-cpu"), environment, cuda);
        }
    }

    private void write(String service, String name, ServiceImage image, Predicate<String> without,
            Map<String, String> environment, String base) throws IOException, InterruptedException {
        Path target = home.resolve(service).resolve("target");
        Application application = Application.layOut(target, service,
                output.resolve("work").resolve(name).resolve("app"),
                without);
        if (archives) {
            ClassArchive.write(application, java.resolve("bin/java"));
        }
        StringBuilder options = new StringBuilder(String.join("\n", OPTIONS));
        if (archives) {
            // Of another machine's making or age it is left aside, and the start is slower.
            options.append("\n-XX:SharedArchiveFile=" + ClassArchive.NAME + "\n-Xlog:cds=off\n-Xlog:cds+dynamic=off");
        }
        options.append("\n-cp\n" + application.classPath() + "\n" + MAIN_CLASS + "\n");
        Files.writeString(application.root().resolve("options"), options);
        Path bill = target.resolve("bom.json");
        if (!Files.exists(bill)) {
            throw new ImageException("there is no " + bill + ", the bill of materials; build with -Dimages");
        }
        Files.copy(bill, application.root().resolve("sbom.json"));
        Tree.setAge(application.root());
        Map<String, String> labels = new TreeMap<>(Map.of("org.opencontainers.image.title", name,
                "org.opencontainers.image.version", version, "org.opencontainers.image.licenses", "Apache-2.0",
                "org.opencontainers.image.vendor", "Plateau", "org.opencontainers.image.base.name",
                base.startsWith("tar:") ? "archive" : base));
        if (!revision.isEmpty()) {
            labels.put("org.opencontainers.image.revision", revision);
        }
        Path file = output.resolve(name + ".tar");
        image.write(name + ":" + version, application, java, environment, labels, file);
        Files.copy(bill, output.resolve(name + ".sbom.json"), StandardCopyOption.REPLACE_EXISTING);
        System.out.printf("%s: %.1f MB%n", file, Files.size(file) / 1e6);
    }

    /** glibc would keep an arena per thread, and large pieces that were given back. */
    private static Map<String, String> environment(String service) {
        Map<String, String> environment = new TreeMap<>(Map.of("LC_ALL", "C.UTF-8", "MALLOC_ARENA_MAX", "2"));
        if (service.equals(SERVICES.get(0))) {
            environment.put("OMP_WAIT_POLICY", "PASSIVE");
            environment.put("OPT_OUT_TRACKING", "true");
        } else {
            environment.put("MALLOC_MMAP_THRESHOLD_", "131072");
        }
        return environment;
    }

    /** What follows the equals sign: Maven passes no empty argument on. */
    private static String value(String argument) {
        return argument.substring(argument.indexOf('=') + 1);
    }
}
