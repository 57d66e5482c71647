package io.plateau.inference.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.plateau.contracts.specification.HubModelId;

/** What is fetched, where it is kept, and what is refused. */
class HubTest extends HubFixture {
    @Test
    void aModelIsFetchedIntoTheLayoutOfTheHubsOwnTools() throws IOException {
        // When
        Hub.Snapshot snapshot = hub(null).find(MODEL);

        // Then the snapshot of the commit holds exactly what is needed
        Path repository = cache.resolve("models--EleutherAI--pythia-70m");
        assertEquals(LocalHub.COMMIT, snapshot.commit());
        assertEquals(repository.resolve("snapshots").resolve(LocalHub.COMMIT), snapshot.directory());
        assertEquals(Set.of("config.json", "tokenizer.json", WEIGHTS), names(snapshot.directory()));
        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
        // and its files are relative links to blobs that are named by their hashes
        assertEquals(Path.of("../../blobs", LocalHub.sha256(weights)),
                Files.readSymbolicLink(snapshot.directory().resolve(WEIGHTS)));
        assertEquals(Path.of("../../blobs", LocalHub.gitSha1("{}".getBytes())),
                Files.readSymbolicLink(snapshot.directory().resolve("tokenizer.json")));
        assertEquals(3, names(repository.resolve("blobs")).size());
        // and the branch is remembered
        assertEquals(LocalHub.COMMIT, Files.readString(repository.resolve("refs/main")));
        assertTrue(lines.stream().anyMatch(line -> line.matches(
                "fetching model.safetensors of EleutherAI/pythia-70m@[0-9a-f]{40}: 100 % \\(3.0 of 3.0 MB, .* MB/s\\)")),
                lines.toString());
    }

    @Test
    void whatIsThereIsNotAskedForAgain() {
        Hub.Snapshot first = hub(null).find(MODEL);
        int asked = server.requests.size();

        assertEquals(first, hub(null).find(MODEL));
        assertEquals(first, hub(null).find(MODEL.at(LocalHub.COMMIT)));

        assertEquals(asked, server.requests.size());
    }

    @Test
    void aCacheMadeByOtherToolsIsUsedOffline() throws IOException {
        // Given a cache with plain files instead of links, as on file systems without links, and a line end in the ref
        Path repository = cache.resolve("models--EleutherAI--pythia-70m");
        Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(LocalHub.COMMIT));
        for (String file : List.of("config.json", "tokenizer.json", WEIGHTS)) {
            Files.writeString(snapshot.resolve(file), "{}");
        }
        Files.writeString(Files.createDirectories(repository.resolve("refs")).resolve("main"), LocalHub.COMMIT + "\n");
        server.close();

        // When, then
        assertEquals(new Hub.Snapshot(snapshot, repository, LocalHub.COMMIT), offline().find(MODEL));
    }

    @Test
    void anIncompleteCacheIsCompletedOrRefusedOffline() throws IOException {
        Hub.Snapshot snapshot = hub(null).find(MODEL);
        Files.delete(snapshot.directory().resolve(WEIGHTS));
        Files.delete(cache.resolve("models--EleutherAI--pythia-70m/blobs").resolve(LocalHub.sha256(weights)));
        long gets = server.gets();

        assertRefused("is not complete in the hub's cache", () -> offline().find(MODEL));
        hub(null).find(MODEL);

        // The redirect and the store: what was there is not fetched a second time.
        assertEquals(gets + 2, server.gets());
        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
    }

    @Test
    void aRevisionIsResolvedOnceAndAllFilesComeFromItsCommit() throws IOException {
        Hub.Snapshot snapshot = hub(null).find(MODEL.at("refs/pr/1"));

        assertEquals(LocalHub.COMMIT, snapshot.commit());
        assertEquals(LocalHub.COMMIT,
                Files.readString(cache.resolve("models--EleutherAI--pythia-70m/refs/refs/pr/1")));
        assertEquals(1, server.requests.stream().filter(request -> request.contains("refs%2Fpr%2F1")).count());
    }

    @Test
    void shardsAreFetchedByTheirIndex() throws IOException {
        server.without(WEIGHTS);
        server.with("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"model-1.safetensors\","
                + " \"b\": \"model-2.safetensors\", \"c\": \"model-1.safetensors\"}}");
        server.with("model-1.safetensors", "first").with("model-2.safetensors", "second")
                .with("model-3.safetensors", "of another layout");
        server.with("token-counts.json", "{}");

        Hub.Snapshot snapshot = hub(null).find(MODEL);

        assertEquals(Set.of("config.json", "tokenizer.json", "token-counts.json", "model.safetensors.index.json",
                "model-1.safetensors", "model-2.safetensors"), names(snapshot.directory()));
        assertEquals("second", Files.readString(snapshot.directory().resolve("model-2.safetensors")));
        // A snapshot with one shard less is not complete.
        Files.delete(snapshot.directory().resolve("model-2.safetensors"));
        assertRefused("is not complete", () -> offline().find(MODEL));
    }

    @Test
    void aShardCannotLeaveTheCache() {
        server.without(WEIGHTS);
        server.with("model.safetensors.index.json", "{\"weight_map\": {\"a\": \"../../../../evil.safetensors\"}}");

        assertRefused("names the shard '../../../../evil.safetensors'", () -> hub(null).find(MODEL));
    }

    @Test
    void theTokenGoesToTheHubAloneAndNotWhereItRedirects() {
        server.requiredToken = "hf_secret";

        hub("hf_secret").find(MODEL);

        assertEquals(List.of("none"), server.tokensAtStore);
        assertFalse(settings("hf_secret", false).toString().contains("hf_secret"));
        assertTrue(lines.stream().noneMatch(line -> line.contains("hf_secret")), lines.toString());
    }

    @Test
    void aRenamedRepositoryIsFoundUnderItsFormerName() throws IOException {
        server.formerName = "EleutherAI/neox-tiny";
        server.requiredToken = "hf_secret";

        Hub.Snapshot snapshot = hub("hf_secret").find(HubModelId.parse("EleutherAI/neox-tiny").orElseThrow());

        // As the hub's own tools keep it: by the name that was requested.
        assertEquals(cache.resolve("models--EleutherAI--neox-tiny"), snapshot.repository());
        assertArrayEquals(weights, Files.readAllBytes(snapshot.directory().resolve(WEIGHTS)));
    }

    @Test
    void redirectsHaveAnEndAndLeadToNothingLessSafe() {
        server.elsewhere = "/again";
        String message = assertThrows(UncheckedIOException.class, () -> hub(null).find(MODEL)).getMessage();
        assertTrue(message.contains("redirects without end"), message);
        // Six redirects, three times.
        assertEquals(18, server.requests.size());

        server.elsewhere = "ftp://127.0.0.1/model";
        assertRefused("redirects to ftp://127.0.0.1, which is less safe", () -> hub(null).find(MODEL));
    }

    @Test
    void refusalsSayWhatToDo() {
        server.requiredToken = "hf_right";
        assertRefused("if it is private, give a token as HF_TOKEN", () -> hub(null).find(MODEL));
        assertRefused("the token in HF_TOKEN may be wrong or expired", () -> hub("hf_wrong").find(MODEL));
        server.requiredToken = null;
        server.gated = true;
        assertRefused("is gated: accept its terms at " + server.endpoint() + "/EleutherAI/pythia-70m",
                () -> hub(null).find(MODEL));
        assertRefused("is gated", () -> hub("hf_any").find(MODEL));
        server.gated = false;
        assertRefused("has no revision 'step9'", () -> hub(null).find(MODEL.at("step9")));
        assertRefused("there is no such model", () -> hub(null).find(HubModelId.parse("a/b").orElseThrow()));
        server.without(WEIGHTS);
        assertRefused("has neither model.safetensors nor", () -> hub(null).find(MODEL));
        server.without("tokenizer.json");
        assertRefused("has no tokenizer.json on the hub", () -> hub(null).find(MODEL));
    }

    @Test
    void twoAtOnceFetchOnce() {
        List<CompletableFuture<Hub.Snapshot>> both = Stream.generate(() -> hub(null)).limit(2)
                .map(hub -> CompletableFuture.supplyAsync(() -> hub.find(MODEL))).toList();

        assertEquals(both.get(0).join(), both.get(1).join());
        assertEquals(1, server.requests.stream().filter(request -> request.contains("store")).count());
    }

    @Test
    void nothingIsFetchedUnlessItIsSwitchedOn() {
        HubSettings off = new HubSettings(false, false, server.endpoint(), cache, null, SHORT);

        assertRefused("switched off", () -> new Hub(off, lines::add).find(MODEL));
        assertTrue(server.requests.isEmpty());
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        for (String wrong : List.of("ftp://host", "huggingface.co", "https://user@host", "https://host?x",
                "file:///x")) {
            assertThrows(IllegalArgumentException.class,
                    () -> new HubSettings(true, false, URI.create(wrong), cache, null, SHORT), wrong);
        }
        assertThrows(IllegalArgumentException.class,
                () -> new HubSettings(true, false, server.endpoint(), cache, "two words", SHORT));
        assertEquals(URI.create("https://mirror/hf"),
                new HubSettings(true, false, URI.create("https://mirror/hf/"), cache, null, SHORT).endpoint());
    }
}
