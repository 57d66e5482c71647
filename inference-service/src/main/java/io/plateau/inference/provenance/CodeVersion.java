package io.plateau.inference.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which code computed a result: the version of the service and the commit that it was built from. */
public final class CodeVersion {
    private static final String RESOURCE = "/git.properties";

    private CodeVersion() {
    }

    /**
     * For example {@code 0.1.0+1a2b3c4}, with {@code -dirty} where files under version control differed from that commit; the
     * version alone where the build had no history, as from an archive of the sources or a linked working tree.
     */
    public static String of(String version) {
        Properties commit = new Properties();
        try (InputStream file = CodeVersion.class.getResourceAsStream(RESOURCE)) {
            if (file != null) {
                commit.load(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the service's own " + RESOURCE + " cannot be read", e);
        }
        return of(version, commit);
    }

    static String of(String version, Properties commit) {
        String abbreviated = commit.getProperty("git.commit.id.abbrev", "");
        if (abbreviated.isBlank()) {
            return version;
        }
        return version + "+" + abbreviated + (Boolean.parseBoolean(commit.getProperty("git.dirty")) ? "-dirty" : "");
    }
}
