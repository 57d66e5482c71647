package io.plateau.inference.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.hub.Hub;
import io.plateau.inference.hub.HubSettings;
import io.plateau.inference.hub.Patience;

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
        models = catalog(false, folder.resolve("a"), folder.resolve("missing"), folder.resolve("b"));
        corpora = new CorpusCatalog(List.of(folder.resolve("a/corpora")));
    }

    @Test
    void namesAreFoundUnderAnyRoot() throws IOException {
        assertEquals(folder.resolve("a/tiny").toRealPath(), models.find("tiny").directory());
        assertEquals(folder.resolve("b/publisher/large").toRealPath(), models.find("publisher/large").directory());
        assertEquals(List.of("publisher/large", "tiny"), models.names());
        assertTrue(models.hasRoot());
        assertFalse(catalog(false, folder.resolve("missing")).hasRoot());
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
        assertRefused(() -> catalog(false).find("tiny"), "the configured roots hold none");
        assertRefused(() -> corpora.find("c4"), "there is no corpus 'c4'; available: book, demo");
    }

    @Test
    void theLicenceIsTheOneThatTheCardStates() throws IOException {
        Path card = folder.resolve("a/tiny/README.md");
        assertEquals(Optional.empty(), models.licence("tiny"));
        for (String[] stated : new String[][]{
                {"---\nlanguage: en\nlicense: apache-2.0\n---\n# Tiny\n", "apache-2.0"},
                {"---\r\nlicense: \"mit\"\r\ntags: [a]\r\n---\r\n", "mit"},
                {"---\nlicense: other\nlicense_name: llama3.2\n---\n", "llama3.2"},
                {"---\nlicense: other\n---\n", "other"}}) {
            Files.writeString(card, stated[0]);
            assertEquals(Optional.of(stated[1]), models.licence("tiny"));
        }
        for (String unstated : new String[]{"", "# license: mit\n", "---\ntags: [a]\n---\nlicense: mit\n",
                "---\nlicense: mit\n"}) {
            Files.writeString(card, unstated);
            assertEquals(Optional.empty(), models.licence("tiny"), unstated);
        }

        // What leads elsewhere is not read
        Files.delete(card);
        Path secret = Files.writeString(folder.resolve("outside/card.md"), "---\nlicense: mit\n---\n");
        Files.createSymbolicLink(card, secret);
        assertEquals(Optional.empty(), models.licence("tiny"));
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
        assertRefused(() -> models.find("tiny"),
                "model.safetensors of model tiny is a link that leads out of its root");
        assertRefused(() -> corpora.find("linked"), "linked.txt of corpus linked is a link that leads out of its root");
    }

    @Test
    void neitherCanWhatIsReadBesideThem() throws IOException {
        Files.createSymbolicLink(folder.resolve("a/tiny/token-counts.json"),
                folder.resolve("outside/secret/config.json"));
        Files.createSymbolicLink(folder.resolve("a/corpora/demo.conllu"), folder.resolve("outside/secret/config.json"));

        assertRefused(() -> models.find("tiny"),
                "token-counts.json of model tiny is a link that leads out of its root");
        assertRefused(() -> corpora.find("demo"), "demo.conllu of corpus demo is a link that leads out of its root");
    }

    @Test
    void encodedStepsAreNamesLikeOthersAndNoSteps() {
        for (String name : List.of("%2e%2e/outside/secret", "..%2foutside%2fsecret", "file:etc/passwd", "~/secret",
                "$HOME")) {
            assertRefused(() -> models.find(name), "there is no model");
            assertRefused(() -> corpora.find(name), "there is no corpus");
        }
    }

    @Test
    void aLinkInsideTheRootIsFollowed() throws IOException {
        Files.createSymbolicLink(folder.resolve("a/alias"), folder.resolve("a/tiny"));

        assertEquals(folder.resolve("a/tiny").toRealPath(), models.find("alias").directory());
    }

    @Test
    void anIncompleteModelIsRefused() throws IOException {
        Files.delete(folder.resolve("a/tiny/model.safetensors"));
        assertRefused(() -> models.find("tiny"),
                "model tiny has neither model.safetensors nor model.safetensors.index.json; only safetensors weights are read");
        Files.writeString(folder.resolve("a/tiny/pytorch_model.bin"), "PK");
        assertRefused(() -> models.find("tiny"), "model tiny has neither model.safetensors nor"
                + " model.safetensors.index.json but pytorch_model.bin; only safetensors weights are read: save the model"
                + " again with safetensors");
        Files.delete(folder.resolve("a/tiny/tokenizer.json"));
        assertRefused(() -> models.find("tiny"), "model tiny has no tokenizer.json");
        Files.delete(folder.resolve("a/tiny/config.json"));
        assertRefused(() -> models.find("tiny"), "model tiny has no config.json");
    }

    @Test
    void aModelOfTheHubIsFoundInItsCacheAtItsCommit() throws IOException {
        // Given a cache as the hub's own tools leave it
        String commit = "0123456789abcdef0123456789abcdef01234567";
        Path snapshot = folder.resolve("cache/models--EleutherAI--pythia-70m/snapshots").resolve(commit);
        model("cache/models--EleutherAI--pythia-70m/snapshots/" + commit);
        Path weights = snapshot.resolve("model.safetensors");
        Path blob = Files.createDirectories(folder.resolve("cache/models--EleutherAI--pythia-70m/blobs")).resolve("b");
        Files.move(weights, blob);
        Files.createSymbolicLink(weights, Path.of("../../blobs/b"));
        Path refs = Files.createDirectories(folder.resolve("cache/models--EleutherAI--pythia-70m/refs"));
        Files.writeString(refs.resolve("step3000"), commit);
        ModelCatalog enabled = catalog(true, folder.resolve("a"), folder.resolve("b"));

        // When, then
        Model found = enabled.find("EleutherAI/pythia-70m@step3000");
        assertEquals(new Model("EleutherAI/pythia-70m@step3000", snapshot.toRealPath(),
                folder.resolve("cache/models--EleutherAI--pythia-70m").toRealPath(), commit), found);
        assertEquals(found, enabled.find("EleutherAI/pythia-70m@step3000", commit));
        // A folder under a root comes first, and has no revision.
        assertEquals(null, enabled.find("publisher/large").revision());
        // A quick look does not ask whether the hub has it; a name that no hub has is refused all the same.
        enabled.check("nobody/nothing");
        assertRefused(() -> enabled.check("nobody"), "there is no model 'nobody'");
        assertRefused(() -> enabled.check("nobody/../a"), "is no name of a model");
        assertRefused(() -> enabled.check("https://host/model"), "'https://host/model' is no name of a model");
        // A link that leaves the model's part of the cache is not followed.
        Files.delete(weights);
        Files.createSymbolicLink(weights, folder.resolve("outside/secret/model.safetensors"));
        assertRefused(() -> enabled.find("EleutherAI/pythia-70m@step3000"), "leads out of its root");
    }

    @Test
    void withTheHubOffTheRefusalSaysHowToSwitchItOn() {
        assertRefused(() -> models.find("EleutherAI/pythia-70m"),
                "there is no model 'EleutherAI/pythia-70m'; available: publisher/large, tiny; to have it fetched from the"
                        + " model hub, start the service with plateau.hub.enabled=true (PLATEAU_HUB_ENABLED=true)");
    }

    /** The hub is offline: its cache alone is asked. */
    private ModelCatalog catalog(boolean hub, Path... roots) {
        HubSettings settings = new HubSettings(hub, true, URI.create("http://127.0.0.1:9"), folder.resolve("cache"),
                null,
                Patience.DEFAULT);
        return new ModelCatalog(List.of(roots), new Hub(settings, line -> {
        }));
    }

    private void model(String path) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(path));
        for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            // The beginning of a safetensors file is its header's length, not text.
            Files.writeString(directory.resolve(file), file.endsWith("json") ? "{}" : "\2\0\0\0\0\0\0\0{}");
        }
    }

    private static void assertRefused(Executable find, String sentence) {
        String message = assertThrows(UnprocessableException.class, find).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
