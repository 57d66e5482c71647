package io.plateau.inference.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.plateau.contracts.UnprocessableException;

/** Folders in which names are looked up, in order; a name cannot leave its root, neither by itself nor through a link. */
final class Roots {
    private final String kind;
    private final List<Path> roots;

    /** @param kind what is looked up, for messages: {@code model} or {@code corpus} */
    Roots(String kind, List<Path> roots) {
        this.kind = kind;
        this.roots = List.copyOf(roots);
    }

    /** The roots that exist, with links resolved. */
    List<Path> existing() {
        return roots.stream().filter(Files::isDirectory).map(Roots::real).toList();
    }

    /**
     * A name as a relative path.
     *
     * @throws UnprocessableException when the name is no relative path below a root
     */
    Path relative(String name) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw outside(name, e);
        }
        boolean steps = false;
        for (Path part : path) {
            steps |= part.toString().equals("..") || part.toString().equals(".");
        }
        if (path.isAbsolute() || name.contains("\\") || steps) {
            throw outside(name, null);
        }
        if (!path.toString().equals(name)) {
            throw new UnprocessableException("'" + name + "' is no name of a " + kind + "; did you mean '" + path
                    + "'? Each has one name: two would be taken for two in the results");
        }
        return path;
    }

    /**
     * The path below one root, links resolved, if it exists there.
     *
     * @throws UnprocessableException when a link leads out of the root
     */
    Optional<Path> find(Path root, Path relative) {
        Path path = root.resolve(relative);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Path real = real(path);
        if (!real.startsWith(root)) {
            throw new UnprocessableException(
                    kind + " " + relative + " is a link that leads out of its root; only what lies under a"
                            + " configured root is read");
        }
        return Optional.of(real);
    }

    private UnprocessableException outside(String name, Throwable cause) {
        return new UnprocessableException("'" + name + "' is no name of a " + kind
                + "; a name is a path below a configured root, without .. and not absolute", cause);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("a configured root could not be read", e);
        }
    }
}
