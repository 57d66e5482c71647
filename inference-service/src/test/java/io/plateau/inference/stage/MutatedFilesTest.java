package io.plateau.inference.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.inference.catalog.CorpusCatalog;
import io.plateau.inference.catalog.ModelCatalog;
import io.plateau.inference.engine.Capture;
import io.plateau.inference.engine.EngineSettings;
import io.plateau.inference.hub.Hub;
import io.plateau.inference.hub.HubSettings;
import io.plateau.inference.hub.Patience;
import io.plateau.inference.linguistics.Annotator;
import io.plateau.inference.linguistics.OpenNlpAnnotator;
import io.plateau.inference.loading.LoadedModels;
import io.plateau.inference.mutation.Mutator;
import io.plateau.inference.mutation.SoundInputs;
import io.plateau.inference.mutation.SoundInputs.Target;
import io.plateau.inference.planning.PlannedContext;
import io.plateau.inference.planning.SharedInputs;
import io.plateau.inference.provenance.FileHashes;

/**
 * Whatever is in the files of a model or a corpus, an experiment is planned and its first block captured, or refused with a reason
 * for people. With {@code -Pthorough} a thousand are. To repeat what failed: {@code -Dplateau.mutation.seed=1 -Dplateau.mutation.case=17}; the case under way when the
 * process itself dies is in {@code target/mutated-case.txt}.
 */
class MutatedFilesTest {
    private static final long SEED = Long.getLong("plateau.mutation.seed", 1);
    private static final Integer ONLY = Integer.getInteger("plateau.mutation.case");
    private static final int CASES = Boolean.getBoolean("plateau.thorough") ? 1_000 : 250;
    /** A case takes some 30 ms; a machine under load a hundred times as long. */
    private static final int SECONDS = 30;
    /** Names of types, of the parser's tokens and of the native library's, and what only a programmer can read. */
    private static final Pattern INTERNAL = Pattern.compile("(?i:unexpected|exception|panic|untagged|variant)"
            + "|\\w+Error\\b|\\b(java|jdk|jakarta|io\\.plateau|com\\.fasterxml|ai\\.djl)\\.|\\bdjl\\b|Json[A-Z]\\w+"
            + "|[a-z]Feature\\b|[a-z]Constraints\\b"
            + "|\\b(VALUE|START|END|FIELD)_[A-Z]+|\\b(Object|Array|String) value|\\w+Wrapper|@[0-9a-f]{6,8}\\b"
            + "|\\bnull$|\\[Source");

    private static final HubSettings NO_HUB = new HubSettings(false, true, URI.create("http://127.0.0.1:9"),
            Path.of("none"), null,
            Patience.DEFAULT);

    /** Its remarks on so many experiments are of no use to anybody. */
    private static final Logger REMARKS = Logger.getLogger(Planning.class.getName());

    @TempDir
    static Path folder;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(run -> {
        Thread daemon = new Thread(run, "mutated file");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Annotator annotator = OpenNlpAnnotator.load();
    private final FileHashes hashes = new FileHashes();

    @Test
    void everyMutatedFileIsReadOrRefusedInWords() throws Exception {
        REMARKS.setLevel(Level.SEVERE);
        SoundInputs sound = new SoundInputs(Files.createDirectory(folder.resolve("sound")));
        List<String> faults = new ArrayList<>();
        int succeeded = 0;
        int refused = 0;
        try (LoadedModels loaded = new LoadedModels(new EngineSettings("cpu", 1, "float32", 0), 2, line -> {
        }, (model, duration) -> {
        })) {
            for (Target target : SoundInputs.TARGETS) {
                assertEquals(null, reason(sound, -1, target, sound.bytes(target), loaded), target.file());
            }
            for (int c = ONLY == null ? 0 : ONLY; c < (ONLY == null ? CASES : ONLY + 1); c++) {
                Target target = SoundInputs.TARGETS.get(c % SoundInputs.TARGETS.size());
                byte[] mutated = new Mutator(new Random(SEED * 1_000 + c)).mutate(sound.bytes(target), target.format());
                String label = "seed " + SEED + ", case " + c + ", " + target.file() + ": ";
                Files.writeString(Path.of("target/mutated-case.txt"), label);
                try {
                    String reason = reason(sound, c, target, mutated, loaded);
                    succeeded += reason == null ? 1 : 0;
                    refused += reason == null ? 0 : 1;
                    if (ONLY != null) {
                        System.out.println(label + reason);
                    }
                    if (reason != null && (reason.isBlank() || INTERNAL.matcher(reason).find())) {
                        faults.add(label + reason);
                    }
                } catch (TimeoutException e) {
                    faults.add(label + "not done after " + SECONDS + " s");
                    // A case that hangs keeps the only thread.
                    break;
                } catch (ExecutionException e) {
                    StackTraceElement[] at = e.getCause().getStackTrace();
                    faults.add(label + e.getCause() + " at " + (at.length > 0 ? at[0] : "")
                            + Stream.of(at).filter(f -> f.getClassName().startsWith("io.plateau.inference"))
                                    .findFirst());
                }
            }
        }

        assertEquals("", String.join("\n", faults));
        if (ONLY == null) {
            // The mutations neither miss what is read nor are all of one kind.
            assertTrue(succeeded > CASES / 10 && refused > CASES / 4,
                    succeeded + " succeeded, " + refused + " refused");
        }
    }

    /** Null where it succeeds. */
    private String reason(SoundInputs sound, int number, Target target, byte[] mutated, LoadedModels loaded)
            throws Exception {
        Path root = folder.resolve("case" + number + "-" + SoundInputs.TARGETS.indexOf(target));
        sound.copy(root, target, mutated);
        try {
            return thread.submit(() -> outcome(root, target, number, loaded)).get(SECONDS, TimeUnit.SECONDS);
        } finally {
            delete(root);
        }
    }

    /** The steps of front door, planner and first block. */
    private String outcome(Path root, Target target, int number, LoadedModels loaded) {
        ModelCatalog models = new ModelCatalog(List.of(root.resolve("models")),
                new Hub(NO_HUB, line -> {
                }));
        CorpusCatalog corpora = new CorpusCatalog(List.of(root.resolve("corpora")));
        try {
            SpecificationVariants asked = SpecificationVariants.parse(specification(target, number));
            asked.require(models::limits);
            var specification = asked.variants().get(0).specification();
            corpora.find(specification.corpus());
            Planning.Planned planned = new Planning(models, corpora, hashes,
                    new SharedInputs(1 << 20, () -> annotator), "test").plan("mutated", specification);
            List<PlannedContext> first = planned.plan().contexts().subList(0, 2);
            Capture capture = loaded.use(models.find(target.model()), engine -> engine.capture(
                    ContextRows.tokens(first), ContextRows.targets(first), planned.layers()));
            Finite.require("activations", target.model(), capture.activations());
            Finite.require("losses", target.model(), capture.baselineLoss());
            return null;
        } catch (UnprocessableException e) {
            return e.getMessage();
        }
    }

    private static String specification(Target target, int number) {
        boolean matched = target.corpus().equals("parsed");
        boolean own = matched || target.file().endsWith("token-counts.json") || number % 2 == 0;
        return "{\"model\":\"" + target.model() + "\",\"corpus\":\"" + target.corpus() + "\",\"seed\":3,\"tokens\":{"
                + "\"count\":" + (matched ? 1024 : 512) + ",\"contextLength\":32,\"frequencies\":\""
                + (own ? "model" : "corpus") + "\""
                + (matched ? ",\"grouping\":\"matched\",\"rareBelow\":300,\"commonAbove\":800" : "")
                + "},\"regimes\":{\"topK\":5,\"minGroup\":3},\"graph\":{\"observations\":200,\"observationGroup\":\"all\"}}";
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
