package io.plateau.inference.checkpoint;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person calls a model whose folder is known. */
final class ModelFolder {
    /** In the hub's cache the folder itself is named by a commit alone. */
    private static final Pattern SNAPSHOT = Pattern.compile(".*/models--(.+?)--(.+)/snapshots/([0-9a-f]{40})");

    private ModelFolder() {
    }

    /** The folder's name; of a snapshot in the hub's cache {@code organisation/name@commit}, shortened. */
    static String name(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        Matcher snapshot = SNAPSHOT.matcher(absolute.toString().replace('\\', '/'));
        return snapshot.matches()
                ? snapshot.group(1) + "/" + snapshot.group(2) + "@" + snapshot.group(3).substring(0, 12)
                : String.valueOf(absolute.getFileName());
    }
}
