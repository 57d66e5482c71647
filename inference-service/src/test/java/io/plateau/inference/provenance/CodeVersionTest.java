package io.plateau.inference.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;

import org.junit.jupiter.api.Test;

class CodeVersionTest {

    @Test
    void aBuildFromACommitNamesItAndWhatWasChangedSince() {
        assertEquals("0.1.0+1a2b3c4", CodeVersion.of("0.1.0", commit("1a2b3c4", "false")));
        assertEquals("0.1.0+1a2b3c4-dirty", CodeVersion.of("0.1.0", commit("1a2b3c4", "true")));
    }

    @Test
    void aBuildWithoutHistoryHasItsVersionAlone() {
        assertEquals("0.1.0", CodeVersion.of("0.1.0", new Properties()));
    }

    @Test
    void thisBuildSaysOneOrTheOther() {
        String version = CodeVersion.of("0.1.0");
        assertTrue(version.matches("0\\.1\\.0(\\+[0-9a-f]{7,}(-dirty)?)?"), version);
    }

    private static Properties commit(String id, String dirty) {
        Properties commit = new Properties();
        commit.setProperty("git.commit.id.abbrev", id);
        commit.setProperty("git.dirty", dirty);
        return commit;
    }
}
