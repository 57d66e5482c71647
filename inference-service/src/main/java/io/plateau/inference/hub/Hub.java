package io.plateau.inference.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.HubModelId;
import io.plateau.inference.checkpoint.ShardIndex;
import io.plateau.inference.files.InputFolder;

/**
 * Models by their names on the hub. What the cache holds complete is used as it is, without asking the hub whether a
 * branch has moved on: the same name stays the same model until its ref is deleted or a commit is named. May be used by
 * several threads and processes at once.
 */
public final class Hub {
    private static final String WEIGHTS = "model.safetensors";
    private static final String INDEX = WEIGHTS + ".index.json";
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer.json";
    /** What makes up a tokenizer where there is no such file. */
    private static final List<String> PARTS = List.of("vocab.json", "merges.txt");
    private static final List<String> OPTIONAL = List.of("token-counts.json");

    private final HubSettings settings;
    private final HubClient client;
    private final Consumer<String> lines;

    /** @param lines receives progress messages */
    public Hub(HubSettings settings, Consumer<String> lines) {
        this.settings = settings;
        this.client = new HubClient(settings);
        this.lines = lines;
    }

    /**
     * A model's files at one commit.
     *
     * @param directory holds the files or links to them
     * @param repository the folder that holds all that the links lead to
     */
    public record Snapshot(Path directory, Path repository, String commit) {
    }

    /** Whether models may be fetched, or at least be used from the cache. */
    public boolean enabled() {
        return settings.enabled();
    }

    /**
     * The model, fetched where the cache does not have it: this may take as long as the network needs.
     *
     * @throws UnprocessableException saying what is wrong
     * @throws UncheckedIOException when the hub cannot be reached at present
     */
    public Snapshot find(HubModelId id) {
        if (!settings.enabled()) {
            throw new UnprocessableException("model " + id + " would have to be fetched, but that is switched off");
        }
        try {
            HubCache cache = new HubCache(settings.cache(), id);
            Optional<Snapshot> cached = cached(cache, id);
            return cached.isPresent() ? cached.get() : fetched(cache, id);
        } catch (IOException e) {
            throw new UncheckedIOException("model " + id + " could not be fetched: " + e.getMessage(), e);
        }
    }

    private Optional<Snapshot> cached(HubCache cache, HubModelId id) throws IOException {
        return cache.commit(id).filter(commit -> isComplete(id, cache.snapshot(commit)))
                .map(commit -> new Snapshot(cache.snapshot(commit), cache.repository(), commit));
    }

    private static boolean isComplete(HubModelId id, Path snapshot) {
        List<String> needed = new ArrayList<>(List.of(CONFIG));
        if (PARTS.stream().allMatch(part -> Files.isRegularFile(snapshot.resolve(part)))) {
            needed.addAll(PARTS);
        } else {
            needed.add(TOKENIZER);
        }
        if (Files.isRegularFile(snapshot.resolve(WEIGHTS))) {
            needed.add(WEIGHTS);
        } else if (Files.isRegularFile(snapshot.resolve(INDEX))) {
            needed.addAll(ShardIndex.files(InputFolder.of("model " + id, snapshot)));
        } else {
            return false;
        }
        return needed.stream().allMatch(file -> Files.isRegularFile(snapshot.resolve(file)));
    }

    private Snapshot fetched(HubCache cache, HubModelId id) throws IOException {
        if (settings.offline()) {
            throw new UnprocessableException("model " + id + " is not complete in the hub's cache " + settings.cache()
                    + ", and nothing is fetched while plateau.hub.offline is set");
        }
        // The first answer names the commit of the revision; everything else is fetched from that commit.
        HubFile config = require(id, CONFIG);
        HubModelId pinned = id.at(config.commit());
        take(cache, pinned, config);
        tokenizer(cache, pinned);
        for (String name : OPTIONAL) {
            Optional<HubFile> file = client.look(pinned, name);
            if (file.isPresent()) {
                take(cache, pinned, file.get());
            }
        }
        weights(cache, pinned);
        cache.remember(id, config.commit());
        return new Snapshot(cache.snapshot(config.commit()), cache.repository(), config.commit());
    }

    private void tokenizer(HubCache cache, HubModelId pinned) throws IOException {
        boolean parts = client.look(pinned, TOKENIZER).isEmpty() && client.look(pinned, PARTS.get(0)).isPresent();
        for (String name : parts ? PARTS : List.of(TOKENIZER)) {
            take(cache, pinned, require(pinned, name));
        }
    }

    private void weights(HubCache cache, HubModelId pinned) throws IOException {
        Optional<HubFile> whole = client.look(pinned, WEIGHTS);
        if (whole.isPresent()) {
            take(cache, pinned, whole.get());
            return;
        }
        HubFile index = client.look(pinned, INDEX)
                .orElseThrow(() -> new UnprocessableException("model " + pinned + " has neither " + WEIGHTS + " nor "
                        + INDEX + " on the hub; only safetensors weights are read"));
        take(cache, pinned, index);
        for (String shard : ShardIndex
                .files(InputFolder.of("model " + pinned, cache.snapshot(pinned.revision())))) {
            take(cache, pinned, require(pinned, shard));
        }
    }

    private HubFile require(HubModelId id, String name) throws IOException {
        HubFile file = client.look(id, name)
                .orElseThrow(() -> new UnprocessableException("model " + id + " has no " + name + " on the hub"));
        if (id.isPinned() && !file.commit().equals(id.revision())) {
            throw new UnprocessableException("asked for commit " + id.revision() + " of " + id.repository()
                    + ", the hub speaks of " + file.commit());
        }
        return file;
    }

    private void take(HubCache cache, HubModelId pinned, HubFile file) throws IOException {
        Path blob = cache.blob(file.etag());
        if (!Files.exists(blob)) {
            try (CacheLock lock = cache.lock(file.etag())) {
                // It may have come while this one waited.
                if (!Files.exists(blob)) {
                    new HubDownload(client, pinned, file, blob, settings.patience(), lines).into(blob);
                }
            }
        }
        cache.link(file);
    }
}
