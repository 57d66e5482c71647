package io.plateau.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A packaged service, laid out for an image: what changes seldom first in the class path, so that an archive of classes of the
 * libraries holds whatever the service's own code is.
 *
 * <pre>
 * lib/        libraries
 * generated/  what the build generated or transformed, and makes the same each time
 * wiring/     what it generated and makes otherwise each time: proxies are numbered as threads come to them
 * shared/     contracts, runtime and the like
 * own/        the service's own code
 * </pre>
 *
 * Packaging has removed from a library the classes of which it made transformed copies: no class is there twice.
 */
record Application(Path root, List<String> libraries, List<String> code) {
    private static final Pattern WIRING = Pattern.compile("io/quarkus/run(?:ner|time/generated)/.*"
            + "|.*_(?:Bean|Observer_.*)\\.class|.*Entity(?:Id|Base)?(?:\\$HibernateProxy)?\\.class");
    private static final String OURS = "io.plateau.";
    private static final String TRANSFORMED = "modified-";

    /**
     * @param target where the service was packaged
     * @param root a folder that does not exist
     * @param without names of libraries to leave out
     */
    static Application layOut(Path target, String service, Path root, Predicate<String> without) throws IOException {
        Path runner = target.resolve(service + "-runner.jar");
        if (!Files.exists(runner)) {
            throw new ImageException("there is no " + runner + "; package the services before their images");
        }
        for (String folder : List.of("lib", "generated", "wiring", "shared", "own")) {
            Files.createDirectories(root.resolve(folder));
        }
        List<String> libraries = new ArrayList<>();
        List<String> code = new ArrayList<>(
                List.of("generated/" + service + ".jar", "wiring/" + service + ".jar"));
        for (Path file : Tree.files(target.resolve("lib"))) {
            String name = file.getFileName().toString();
            String plain = name.startsWith(TRANSFORMED) ? name.substring(TRANSFORMED.length()) : name;
            if (plain.startsWith(OURS)) {
                Jar.copy(file, root.resolve("shared").resolve(plain), entry -> true);
                code.add("shared/" + plain);
            } else if (!without.test(plain)) {
                if (plain.equals(name)) {
                    Files.copy(file, root.resolve("lib").resolve(plain));
                } else {
                    Jar.copy(file, root.resolve("lib").resolve(plain), entry -> true);
                }
                libraries.add("lib/" + plain);
            }
        }
        Set<String> own = classes(target.resolve("classes"));
        Jar.copy(runner, root.resolve("generated/" + service + ".jar"),
                entry -> !own.contains(entry) && !isWiring(entry) && !entry.equals("META-INF/MANIFEST.MF"));
        Jar.copy(runner, root.resolve("wiring/" + service + ".jar"),
                entry -> !own.contains(entry) && isWiring(entry));
        Jar.copy(runner, root.resolve("own/" + service + ".jar"), own::contains);
        code.add("own/" + service + ".jar");
        Tree.setAge(root);
        return new Application(root, libraries.stream().sorted().toList(), code);
    }

    String libraryPath() {
        return String.join(":", libraries);
    }

    String classPath() {
        return libraryPath() + ":" + String.join(":", code);
    }

    static boolean isWiring(String entry) {
        return WIRING.matcher(entry).matches();
    }

    private static Set<String> classes(Path folder) throws IOException {
        return Tree.files(folder).stream().map(file -> folder.relativize(file).toString())
                .collect(Collectors.toCollection(HashSet::new));
    }
}
