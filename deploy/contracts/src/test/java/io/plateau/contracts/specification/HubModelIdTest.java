package io.plateau.contracts.specification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubModelIdTest {

    @ParameterizedTest
    @CsvSource({"EleutherAI/pythia-410m, EleutherAI, pythia-410m, main",
            "EleutherAI/pythia-1.4b@step3000, EleutherAI, pythia-1.4b, step3000",
            "openai-community/gpt2-xl@refs/pr/1, openai-community, gpt2-xl, refs/pr/1", "a/b@v1.0, a, b, v1.0"})
    void readsNamesAsTheHubWritesThem(String text, String organisation, String name, String revision) {
        assertEquals(Optional.of(new HubModelId(organisation, name, revision)), HubModelId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-neox", "", "/", "a/", "/b", "a/b/c", "../b", "a/..", "a/.b", "a/b.", "a/-b", "a/b--c",
            "a/b..c", "a/b.git", "a/b@", "a/b@..", "a/b@../x", "a/b@x/../y", "a/b@/x", "a/b@x/", "a/b@.x", "a/b@x@y",
            "a/b@x y", "a/b?x", "a/b#x", "a/b%2e", "a\\b/c", "https://host/a", "a/b@x.lock", "a/b\n"})
    void refusesWhatCouldLeaveAFolderOrAnAddress(String text) {
        assertEquals(Optional.empty(), HubModelId.parse(text));
    }

    @Test
    void lengthsAreBounded() {
        assertTrue(HubModelId.parse("a/" + "b".repeat(96)).isPresent());
        assertFalse(HubModelId.parse("a/" + "b".repeat(97)).isPresent());
        assertFalse(HubModelId.parse("a/b@" + "c".repeat(129)).isPresent());
        assertThrows(IllegalArgumentException.class, () -> new HubModelId("a", "b", "../c"));
    }

    @Test
    void aCommitNeverChanges() {
        HubModelId branch = HubModelId.parse("a/b").orElseThrow();
        HubModelId commit = branch.at("0123456789abcdef0123456789abcdef01234567");
        assertFalse(branch.isPinned());
        assertTrue(commit.isPinned());
        assertEquals("a/b", branch.toString());
        assertEquals("a/b@0123456789abcdef0123456789abcdef01234567", commit.toString());
        assertEquals("a/b", commit.repository());
    }
}
