package io.plateau.inference.pool;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;

/** Pools of workers, each with hardware and a topic of work of its own: the model of an experiment decides its pool. */
public final class Pools {
    /** A name becomes part of names of topics and of deployments. */
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,14}[a-z0-9])?");
    private static final String ALL = Topic.DEFAULT_POOL + "=**";

    private final List<Pool> pools;

    private Pools(List<Pool> pools) {
        this.pools = List.copyOf(pools);
    }

    /** @param patterns names of models, or globs: {@code *} within a part of a name, {@code **} over all parts */
    private record Pool(String name, List<String> patterns, List<PathMatcher> matchers) {
        boolean serves(Path model) {
            return matchers.stream().anyMatch(matcher -> matcher.matches(model));
        }

        @Override
        public String toString() {
            return name + " (" + String.join(", ", patterns) + ")";
        }
    }

    /**
     * @param text {@code name=pattern,pattern;name=pattern}, of which the first that matches a model holds; blank: the
     *        default pool serves all models
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Pools parse(String text) {
        List<Pool> pools = new ArrayList<>();
        for (String entry : (text.isBlank() ? ALL : text).split(";", -1)) {
            String[] parts = entry.strip().split("=", 2);
            if (parts.length < 2 || !NAME.matcher(parts[0]).matches()) {
                throw invalid(text,
                        "'" + entry + "' is no pool; one is a name of at most 16 lower-case letters, digits and"
                                + " hyphens, '=' and models with commas between them");
            }
            if (pools.stream().anyMatch(pool -> pool.name().equals(parts[0]))) {
                throw invalid(text, "there are two pools " + parts[0]);
            }
            List<String> patterns = Arrays.stream(parts[1].split(",", -1)).map(String::strip).toList();
            pools.add(new Pool(parts[0], patterns, patterns.stream().map(pattern -> matcher(text, pattern)).toList()));
        }
        return new Pools(pools);
    }

    private static PathMatcher matcher(String text, String pattern) {
        if (pattern.isEmpty()) {
            throw invalid(text, "a model between two commas is empty");
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        } catch (PatternSyntaxException e) {
            throw invalid(text, "'" + pattern + "' is no pattern: " + e.getDescription());
        }
    }

    private static IllegalArgumentException invalid(String text, String reason) {
        return new IllegalArgumentException("PLATEAU_POOLS (plateau.pools) is '" + text + "': " + reason);
    }

    /** In the order of lookup. */
    public List<String> names() {
        return pools.stream().map(Pool::name).toList();
    }

    /**
     * The pool that runs a model.
     *
     * @throws UnprocessableException when none does
     */
    public String of(String model) {
        Path path;
        try {
            path = Path.of(model);
        } catch (InvalidPathException e) {
            throw new UnprocessableException("'" + model + "' is no name of a model", e);
        }
        return pools.stream().filter(pool -> pool.serves(path)).map(Pool::name).findFirst()
                .orElseThrow(() -> new UnprocessableException("no pool of workers serves model '" + model
                        + "'; the pools and their models are "
                        + pools.stream().map(Pool::toString).collect(Collectors.joining(", "))));
    }

    /** @throws IllegalArgumentException when there is no such pool for a worker to be of */
    public void require(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("PLATEAU_POOL (plateau.pool) is '" + name
                    + "'; PLATEAU_POOLS has the pools " + String.join(", ", names()));
        }
    }
}
