package io.plateau.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Model names as parts of file names. */
public final class FileNames {

    /** Leaves room for prefix, number and suffix in the 255 bytes that file systems allow. */
    private static final int MAX_LENGTH = 100;

    private FileNames() {
    }

    /** The name with everything but letters, digits, dot, dash and underscore replaced; never hidden, never empty. */
    static String safe(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
        if (safe.isEmpty()) {
            return "model";
        }
        return safe.substring(0, Math.min(safe.length(), MAX_LENGTH));
    }

    /**
     * Safe names, in order, of which no two are the same even where the file system ignores case: the second {@code gpt2} is
     * {@code gpt2-2}.
     */
    public static List<String> distinct(List<String> names) {
        Set<String> taken = new HashSet<>();
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            String safe = safe(name);
            String candidate = safe;
            for (int n = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); n++) {
                candidate = safe + "-" + n;
            }
            distinct.add(candidate);
        }
        return List.copyOf(distinct);
    }
}
