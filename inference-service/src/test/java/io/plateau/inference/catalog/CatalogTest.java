package io.plateau.inference.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;

class CatalogTest {
    @TempDir
    Path folder;
    private ModelCatalog models;
    private CorpusCatalog corpora;

    @BeforeEach
    void twoRoots() throws IOException {
        model("a/tiny");
        model("b/publisher/large");
        model("outside/secret");
        Files.createDirectories(folder.resolve("a/corpora"));
        Files.writeString(folder.resolve("a/corpora/demo.jsonl"), "{}");
        Files.writeString(folder.resolve("a/corpora/book.txt"), "text");
        models = new ModelCatalog(List.of(folder.resolve("a"), folder.resolve("missing"), folder.resolve("b")));
        corpora = new CorpusCatalog(List.of(folder.resolve("a/corpora")));
    }

    @Test
    void namesAreFoundUnderAnyRoot() throws IOException {
        assertEquals(folder.resolve("a/tiny").toRealPath(), models.find("tiny").directory());
        assertEquals(folder.resolve("b/publisher/large").toRealPath(), models.find("publisher/large").directory());
        assertEquals(List.of("publisher/large", "tiny"), models.names());
        assertTrue(models.hasRoot());
        assertFalse(new ModelCatalog(List.of(folder.resolve("missing"))).hasRoot());
    }

    @Test
    void aCorpusIsFoundWithAndWithoutItsEnding() throws IOException {
        Path demo = folder.resolve("a/corpora/demo.jsonl").toRealPath();
        assertEquals(demo, corpora.find("demo").file());
        assertEquals(demo, corpora.find("demo.jsonl").file());
        assertEquals(folder.resolve("a/corpora/book.txt").toRealPath(), corpora.find("book").file());
        assertEquals(List.of("book", "demo"), corpora.names());
    }

    @Test
    void anUnknownNameIsRefusedWithWhatThereIs() {
        assertRefused(() -> models.find("huge"), "there is no model 'huge'; available: publisher/large, tiny");
        assertRefused(() -> models.find("publisher"), "model publisher has no config.json");
        assertRefused(() -> new ModelCatalog(List.of()).find("tiny"), "the configured roots hold none");
        assertRefused(() -> corpora.find("c4"), "there is no corpus 'c4'; available: book, demo");
    }

    @Test
    void aNameCannotLeaveItsRoot() {
        for (String name : List.of("../outside/secret", "tiny/../../outside/secret",
                folder.resolve("outside/secret").toString(),
                "..", ".", "a\\..\\b", "nul\0byte")) {
            assertRefused(() -> models.find(name), "is no name of a model");
            assertRefused(() -> corpora.find(name), "is no name of a corpus");
        }
    }

    @Test
    void aLinkCannotLeaveItsRootEither() throws IOException {
        Files.createSymbolicLink(folder.resolve("a/linked"), folder.resolve("outside/secret"));
        Files.createSymbolicLink(folder.resolve("a/corpora/linked.txt"), folder.resolve("outside/secret/config.json"));
        Files.delete(folder.resolve("a/tiny/model.safetensors"));
        Files.createSymbolicLink(folder.resolve("a/tiny/model.safetensors"),
                folder.resolve("outside/secret/model.safetensors"));

        assertRefused(() -> models.find("linked"), "model linked is a link that leads out of its root");
        assertRefused(() -> models.find("tiny"), "model tiny/model.safetensors is a link that leads out of its root");
        assertRefused(() -> corpora.find("linked"), "corpus linked.txt is a link that leads out of its root");
    }

    @Test
    void aLinkInsideTheRootIsFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("a/alias"), folder.resolve("a/tiny"));

        assertEquals(folder.resolve("a/tiny").toRealPath(), models.find("alias").directory());
    }

    @Test
    void anIncompleteModelIsRefused() throws IOException {
        Files.delete(folder.resolve("a/tiny/model.safetensors"));
        assertRefused(() -> models.find("tiny"), "model tiny has no weights; only .safetensors files are read");
        Files.delete(folder.resolve("a/tiny/tokenizer.json"));
        assertRefused(() -> models.find("tiny"), "model tiny has no tokenizer.json");
        Files.delete(folder.resolve("a/tiny/config.json"));
        assertRefused(() -> models.find("tiny"), "model tiny has no config.json");
    }

    private void model(String path) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(path));
        for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            Files.writeString(directory.resolve(file), "{}");
        }
    }

    private static void assertRefused(Executable find, String sentence) {
        String message = assertThrows(UnprocessableException.class, find).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
