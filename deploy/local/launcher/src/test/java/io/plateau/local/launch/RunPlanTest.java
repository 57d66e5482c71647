package io.plateau.local.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.contracts.specification.ExperimentSpecification;
import io.plateau.contracts.specification.Preset;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.contracts.specification.Variant;
import io.plateau.local.command.UsageException;
import io.plateau.local.service.Installation;

class RunPlanTest {
    @TempDir
    Path directory;

    private Installation installation;
    private Path home;

    @BeforeEach
    void anInstallation() throws Exception {
        home = directory.toRealPath().resolve("home");
        installation = TestInstallation.in(home);
    }

    @Test
    void withoutOptionsBothBundledModelsAreRunWithTheDefaults() {
        RunPlan plan = plan();
        assertEquals(List.of(new ModelAndCount("tiny-neox", 25_088), new ModelAndCount("tiny-gpt2", 25_088)),
                asked(plan));
        assertEquals(List.of(installation.models()), plan.modelRoots());
        assertEquals(List.of(installation.corpora()), plan.corpusRoots());
    }

    @Test
    void optionsTakePrecedenceOverTheFieldsOfASpecification() throws Exception {
        // Given a specification
        Path file = Files.writeString(directory.resolve("spec.json"),
                "{\"model\": \"tiny-gpt2\", \"seed\": 7, \"tokens\": {\"count\": 4096, \"contextLength\": 128}}");
        // When nothing else is said, then it is run as it is
        assertEquals(List.of(new ModelAndCount("tiny-gpt2", 4096)), asked(plan("--spec", file.toString())));
        // When model and tokens are said, then they replace its own and the rest stays
        RunPlan plan = plan("--spec", file.toString(), "--model", "tiny-neox", "--tokens", "8192");
        assertEquals(List.of(new ModelAndCount("tiny-neox", 8192)), asked(plan));
        ExperimentSpecification specification = ExperimentSpecification.parse(plan.specifications().get(0));
        assertEquals(7, specification.seed());
        assertEquals(128, specification.tokens().contextLength());
    }

    @Test
    void aPresetIsAFieldAndSeveralAreAStudy() throws Exception {
        RunPlan one = plan("--preset", "paper", "--model", "tiny-neox");
        assertEquals(Preset.PAPER, ExperimentSpecification.parse(one.specifications().get(0)).preset());

        RunPlan study = plan("--preset", "default,paper,published-code", "--model", "tiny-neox");
        assertEquals(List.of(Preset.DEFAULT, Preset.PAPER, Preset.PUBLISHED_CODE),
                SpecificationVariants.parse(study.specifications().get(0)).variants().stream()
                        .map(variant -> variant.specification().preset()).toList());
        assertTrue(assertThrows(UsageException.class, () -> plan("--preset", "papers", "--model", "tiny-neox"))
                .getMessage().contains("preset is 'papers'; it must be one of default, paper, published-code"));
    }

    @Test
    void aDirectoryBecomesANameUnderARootOfItsOwn() throws Exception {
        Path model = TestInstallation.model(directory.toRealPath().resolve("elsewhere/mine"));
        Path corpus = Files.writeString(directory.toRealPath().resolve("elsewhere/text.jsonl"), "{\"text\": \"a\"}");
        RunPlan plan = plan("--model", model.toString(), "--corpus", corpus.toString());
        assertEquals(List.of(new ModelAndCount("mine", 25_088)), asked(plan));
        // The person's own before the bundled ones: a bundled name must not hide it.
        assertEquals(List.of(model.getParent(), installation.models()), plan.modelRoots());
        assertEquals(List.of(corpus.getParent(), installation.corpora()), plan.corpusRoots());
        assertEquals("text.jsonl", ExperimentSpecification.parse(plan.specifications().get(0)).corpus());
    }

    @Test
    void aCacheWhoseFilesAreLinksGetsTheRootThatHoldsBoth() throws Exception {
        // Given the layout of a download cache: a snapshot of links to blobs
        Path cache = Files.createDirectories(directory.toRealPath().resolve("cache/models--someone--model"));
        Path snapshot = Files.createDirectories(cache.resolve("snapshots/1a2b"));
        Path blob = Files.writeString(Files.createDirectories(cache.resolve("blobs")).resolve("c0ffee"), "{}");
        Files.createSymbolicLink(snapshot.resolve("config.json"), blob);
        // When it is named
        RunPlan plan = plan("--model", snapshot.toString());
        // Then no link leads out of the root
        assertEquals(List.of(cache, installation.models()), plan.modelRoots());
        assertEquals(List.of(new ModelAndCount("snapshots/1a2b", 25_088)), asked(plan));
    }

    @Test
    void aModelOfTheHubIsTakenByItsNameWhereTheHubIsOn() {
        RunOptions options = RunCommand.parse("--model", "EleutherAI/pythia-70m@step3000");
        // When the environment, which the services inherit, switches it on
        RunPlan plan = RunPlan.of(options, installation, Map.of("PLATEAU_HUB_ENABLED", "true"));
        // Then the service is left to find it
        assertEquals(List.of(new ModelAndCount("EleutherAI/pythia-70m@step3000", 25_088)), asked(plan));
        assertEquals(List.of(installation.models()), plan.modelRoots());
        // When it does not, then the refusal says how
        String message = assertThrows(UsageException.class, () -> RunPlan.of(options, installation, Map.of()))
                .getMessage();
        assertTrue(message.endsWith("to have it fetched from the model hub, set PLATEAU_HUB_ENABLED=true"), message);
        // And what no hub can have is refused either way
        assertThrows(UsageException.class, () -> RunPlan.of(RunCommand.parse("--model", "no/../where"), installation,
                Map.of("PLATEAU_HUB_ENABLED", "true")));
    }

    @Test
    void listsOfValuesStayOneSpecificationAlsoWhereTheyAreOfModels() throws Exception {
        Path file = Files.writeString(directory.resolve("study.json"),
                "{\"model\": [\"tiny-gpt2\", \"tiny-neox\"], \"graph\": {\"objective\": [\"signed\", \"absolute\"]}}");
        // When nothing else is said, then it is one study of four experiments
        assertEquals(
                List.of(List.of("tiny-gpt2 signed", "tiny-gpt2 absolute", "tiny-neox signed", "tiny-neox absolute")),
                studies(plan("--spec", file.toString())));
        // When models are said, then each has a study of its own
        assertEquals(List.of(List.of("tiny-neox signed", "tiny-neox absolute")),
                studies(plan("--spec", file.toString(), "--model", "tiny-neox")));
    }

    @Test
    void aStudyIsIdentifiedByAllOfItsExperimentsAndAnExperimentAsItWas() {
        SpecificationVariants one = SpecificationVariants.parse("{\"model\": \"m\"}");
        SpecificationVariants two = SpecificationVariants.parse("{\"model\": \"m\", \"seed\": [1, 2]}");
        SpecificationVariants other = SpecificationVariants.parse("{\"model\": \"m\", \"seed\": [1, 3]}");
        SpecificationVariants again = SpecificationVariants
                .parse("{\"seed\": [1, 2], \"corpus\": \"demo\", \"model\": \"m\"}");
        assertTrue(ExperimentIdentity.of(one).matches("m-[0-9a-f]{10}"), ExperimentIdentity.of(one));
        assertTrue(ExperimentIdentity.of(two).matches("study-m-[0-9a-f]{10}"), ExperimentIdentity.of(two));
        assertEquals(ExperimentIdentity.of(two), ExperimentIdentity.of(again));
        assertNotEquals(ExperimentIdentity.of(two), ExperimentIdentity.of(other));
    }

    @Test
    void aSpecificationThatCannotBeRunIsRefusedBeforeAnythingStarts() throws Exception {
        assertRefused("{\"model\": \"tiny-neox\", \"token\": {}}", "unknown field 'token'");
        assertRefused("{\"model\": \"tiny-neox\", \"seed\": 1, \"seed\": 2}", "Duplicate field 'seed'");
        assertRefused("[1]", "no JSON object");
        assertRefused("{", "not valid JSON");
        assertRefused("{\"tokens\": 5}", "tokens");
        assertRefused("{\"model\": []}", "model is an empty list");
        assertRefused("{\"model\": [\"tiny-neox\", 3]}", "its field 'model' names 3");
        assertRefused("{\"seed\": [1, -1], \"graph\": {\"controls\": [20, 3]}}", "(seed=1, graph.controls=3)");
    }

    @Test
    void whatTheModelOrTheCorpusCannotGiveIsRefusedBeforeAnythingStarts() throws Exception {
        Path neox = Files.writeString(installation.models().resolve("tiny-neox/config.json"),
                "{\"model_type\":\"gpt_neox\",\"num_hidden_layers\":6,\"intermediate_size\":768,"
                        + "\"max_position_embeddings\":256}");
        Files.createFile(neox.resolveSibling("token-counts.json"));
        Files.createFile(Files.createDirectories(installation.corpora()).resolve("demo.jsonl.gz"));
        assertRefused("{\"model\": \"tiny-neox\", \"tokens\": {\"contextLength\": 512}}",
                "tokens.contextLength is 512 but model tiny-neox reads at most 256 tokens");
        assertRefused("{\"model\": [\"tiny-gpt2\", \"tiny-neox\"], \"attention\": {\"layers\": [5]}}",
                "variant 2 (model=tiny-neox): attention.layers is [5]");
        assertRefused("{\"model\": \"tiny-neox\", \"corpus\": \"c4\"}",
                "there is no bundled corpus 'c4'; give a file with --corpus");
        assertEquals(1, plan("--model", "tiny-neox", "--tokens", "4096").specifications().size());
        Path table = Files.createFile(directory.resolve("table.parquet"));
        String message = assertThrows(UsageException.class, () -> plan("--corpus", table.toString())).getMessage();
        assertTrue(message.endsWith("its name must end in .jsonl.gz, .jsonl, .json.gz, .json, .txt.gz, .txt"), message);
        // A model elsewhere is held to its configuration as well
        Path mine = TestInstallation.model(directory.toRealPath().resolve("elsewhere/mine"));
        Files.writeString(mine.resolve("config.json"), "{\"model_type\":\"gpt2\",\"n_positions\":64}");
        message = assertThrows(UsageException.class, () -> plan("--model", mine.toString())).getMessage();
        assertTrue(message.startsWith("tokens.contextLength is 256 but model mine reads at most 64 tokens"), message);
    }

    private void assertRefused(String json, String sentence) throws Exception {
        Path file = Files.writeString(directory.resolve("wrong.json"), json);
        String message = assertThrows(UsageException.class, () -> plan("--spec", file.toString())).getMessage();
        assertTrue(message.contains(sentence) && message.contains("wrong.json"), message);
    }

    private RunPlan plan(String... arguments) {
        return RunPlan.of(RunCommand.parse(arguments), installation);
    }

    private static List<List<String>> studies(RunPlan plan) {
        return plan.specifications().stream().map(SpecificationVariants::parse)
                .map(study -> study.variants().stream().map(Variant::specification)
                        .map(s -> s.model() + " " + s.graph().objective().label()).toList())
                .toList();
    }

    private static List<ModelAndCount> asked(RunPlan plan) {
        return plan.specifications().stream().map(ExperimentSpecification::parse)
                .map(s -> new ModelAndCount(s.model(), s.tokens().count())).toList();
    }

    private record ModelAndCount(String model, int count) {
    }
}
