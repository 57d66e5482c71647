package io.plateau.local.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables and JVM options that a child process gets, whatever the launcher's own environment holds: other tools'
 * variables ({@code JAVA_TOOL_OPTIONS}, {@code QUARKUS_...}, {@code KAFKA_...}) change what a service does.
 */
public final class ChildEnvironment {
    /** The script {@code jvm.sh} passes the same ones on to the launcher. */
    private static final Set<String> NAMES = Set.of("PATH", "HOME", "USER", "LOGNAME", "TZ", "XDG_CACHE_HOME",
            "LD_LIBRARY_PATH", "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE");
    private static final List<String> PREFIXES = List.of("PLATEAU_", "HF_", "CUDA_", "NVIDIA_");
    private static final String ENGINE = "PYTORCH_";
    private static final String ENGINE_LIBRARY = "PYTORCH_LIBRARY_PATH";
    private static final String JAVA_OPTIONS = "PLATEAU_JAVA_OPTIONS";
    private static final String LOCALE = "LC_ALL";

    private ChildEnvironment() {
    }

    /** What is left of an environment. */
    public static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> passed = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (isPassedOn(name, environment)) {
                passed.put(name, value);
            }
        });
        String locale = environment.getOrDefault(LOCALE, "");
        // File names are decoded by it.
        passed.put(LOCALE, locale.toLowerCase(Locale.ROOT).matches(".*\\.utf-?8") ? locale : "C.UTF-8");
        return passed;
    }

    /** Options of every JVM that is started: the user's, then the fixed locale and encoding. */
    public static List<String> jvmOptions(Map<String, String> environment) {
        String asked = environment.getOrDefault(JAVA_OPTIONS, "").strip();
        List<String> options = new ArrayList<>();
        if (!asked.isEmpty()) {
            options.addAll(List.of(asked.split("\\s+")));
        }
        if (Runtime.version().feature() >= 23) {
            // Newer virtual machines warn, before there is a log, of what netty and the tensor engine's bindings do.
            options.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        options.addAll(List.of("-Duser.language=en", "-Duser.country=US", "-Duser.variant=", "-Dfile.encoding=UTF-8"));
        return options;
    }

    private static boolean isPassedOn(String name, Map<String, String> environment) {
        if (name.startsWith(ENGINE)) {
            // They describe a library of the host's own. Alone, as images with PyTorch set PYTORCH_VERSION, they would make
            // the engine look for another library than the one that is bundled.
            return !environment.getOrDefault(ENGINE_LIBRARY, "").isBlank();
        }
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
