package io.plateau.inference.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.catalog.Model;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.model.ModelShape;
import io.plateau.inference.planning.Cut;
import io.plateau.inference.planning.Matching;
import io.plateau.inference.planning.Plan;
import io.plateau.inference.tokens.TokenTexts;

class ProvenanceTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    /** FIPS 180-2, appendix B.1: the hash of "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** Not text, which would be recognised as no weights. */
    private static final String WEIGHTS = "\1\2\3";
    /** Of the bytes 1, 2, 3, by sha256sum. */
    private static final String OF_WEIGHTS = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";

    @TempDir
    Path folder;
    private final FileHashes hashes = new FileHashes();
    private Model model;

    @BeforeEach
    void aShardedModel() throws IOException {
        for (String file : List.of("config.json", "tokenizer.json", "token-counts.json", "b.safetensors",
                "a.safetensors", "corpus.txt")) {
            Files.writeString(folder.resolve(file), file.endsWith("safetensors") ? WEIGHTS : "abc");
        }
        Files.writeString(folder.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"x\":\"b.safetensors\",\"y\":\"a.safetensors\"}}");
        model = new Model("EleutherAI/pythia-70m", folder, folder.toRealPath(), COMMIT);
    }

    @Test
    void saysWhatAResultCameFrom() throws IOException {
        JsonNode json = new ObjectMapper().readTree(provenance());

        assertEquals("EleutherAI/pythia-70m", json.path("modelId").textValue());
        assertEquals(COMMIT, json.path("revision").textValue());
        assertEquals("a.safetensors", json.at("/weights/0/file").textValue());
        assertEquals("b.safetensors", json.at("/weights/1/file").textValue());
        assertEquals(2, json.path("weights").size());
        for (String file : List.of("/config", "/tokenizer", "/tokenCounts", "/corpus")) {
            assertEquals(ABC, json.at(file + "/sha256").textValue(), file);
        }
        assertEquals(OF_WEIGHTS, json.at("/weights/0/sha256").textValue());
        assertEquals("a note", json.at("/notes/0").textValue());
        assertEquals("1.2.3", json.path("codeVersion").textValue());
        // Who computes is known once a block is computed
        assertTrue(json.path("engine").isMissingNode());
    }

    @Test
    void aParseIsNamedWhereItWasRead() throws IOException {
        // Given a parse beside the corpus
        Files.writeString(folder.resolve("corpus.conllu"), "abc");

        for (boolean parsed : new boolean[]{true, false}) {
            JsonNode json = new ObjectMapper().readTree(Provenance.of("1", null, model, List.of(), files(),
                    plan(new Matching(List.of(), 1, 1, parsed))).toJson());

            assertEquals(parsed ? "corpus.conllu" : "", json.at("/parse/file").asText());
            assertEquals(parsed ? ABC : "", json.at("/parse/sha256").asText());
        }
        // A grouping that needs no parse does not read it
        assertTrue(new ObjectMapper().readTree(provenance()).path("parse").isMissingNode());
    }

    /** Of everything that a plan depends on. */
    @ParameterizedTest
    @ValueSource(strings = {"config.json of model EleutherAI/pythia-70m",
            "tokenizer.json of model EleutherAI/pythia-70m",
            "token-counts.json of model EleutherAI/pythia-70m", "b.safetensors of model EleutherAI/pythia-70m",
            "corpus.txt of corpus corpus", "corpus.conllu of corpus corpus"})
    void aFileThatChangedIsRefused(String what) throws IOException {
        // Given an experiment that was planned with a parse
        Path file = folder.resolve(what.substring(0, what.indexOf(' ')));
        Files.writeString(folder.resolve("corpus.conllu"), "abc");
        Origin origin = Origin.of(Provenance.of("1", null, model, List.of(), files(),
                plan(new Matching(List.of(), 1, 1, true))).toJson());
        assertEquals(COMMIT, origin.revision());
        origin.files().require(model, corpus(), files());
        String planned = hashes.of(file).sha256().substring(0, 12);

        // When it is replaced by one of the same size and time
        FileTime before = Files.getLastModifiedTime(file);
        byte[] content = Files.readAllBytes(file);
        Files.write(file, new byte[]{content[0], content[1], 7});
        Files.setLastModifiedTime(file, before);

        // Then
        String message = assertThrows(UnprocessableException.class,
                () -> origin.files().require(model, corpus(), files())).getMessage();
        assertTrue(message.startsWith(what + " changed after the experiment was planned"), message);
        assertTrue(message.contains("of SHA-256 " + planned + "…"), message);

        // And when it is put back, the experiment goes on
        Files.write(file, content);
        origin.files().require(model, corpus(), files());
    }

    @Test
    void aFileThatIsGoneIsRefusedAndOneThatWasNotReadIsNot() throws IOException {
        Origin origin = Origin.of(provenance());
        Files.writeString(folder.resolve("corpus.conllu"), "abc");
        origin.files().require(model, corpus(), files());

        Files.delete(folder.resolve("token-counts.json"));

        assertTrue(assertThrows(UnprocessableException.class,
                () -> origin.files().require(model, corpus(), files())).getMessage().contains("now there is none"));
    }

    @Test
    void aFileIsHashedOnceForEachOfItsStates() throws IOException {
        Path file = folder.resolve("a.safetensors");
        FileHash before = hashes.of(file);
        assertSame(before, hashes.of(file));

        Files.writeString(file, "abc");

        assertEquals(ABC, hashes.of(file).sha256());
    }

    @Test
    void modelsWithTheSameWeightsArePointedOut() throws IOException {
        // Given a copy of the model, and another of the same size
        Model twin = copy("twin");
        Model other = copy("other");
        Files.writeString(other.directory().resolve("b.safetensors"), "\1\2\4");

        List<String> notes = new SameWeights(hashes).notes(model, List.of(model, twin, other));

        assertEquals(List.of("the weights of model EleutherAI/pythia-70m are those of model twin, byte for byte"),
                notes);
    }

    private Model copy(String name) throws IOException {
        Path directory = Files.createDirectory(folder.resolve(name));
        for (String file : List.of("a.safetensors", "b.safetensors", "model.safetensors.index.json")) {
            Files.copy(folder.resolve(file), directory.resolve(file));
        }
        return new Model(name, directory, folder.toRealPath());
    }

    @Test
    void aModelUnderARootHasNoRevision() {
        Model local = new Model("tiny", folder, folder);
        Origin origin = Origin
                .of(Provenance.of("1", null, local, List.of(), files(), plan(null)).toJson());

        assertEquals(null, origin.revision());
    }

    private PlannedFiles files() {
        return PlannedFiles.of(model, corpus(), hashes);
    }

    private String provenance() {
        ModelShape shape = new ModelShape("gpt_neox", 6, 8, 512, 2048, 50_304, 2048, true);
        return Provenance.of("1.2.3", shape, model, List.of("a note"), files(), plan(null)).toJson();
    }

    private Corpus corpus() {
        return new Corpus("corpus", folder.resolve("corpus.txt"));
    }

    private static Plan plan(Matching matching) {
        return new Plan(List.of(), List.of(), Cut.NONE, new Plan.Summary(1, 1, 1, 1, 1, 1, 1), new long[0],
                new TokenTexts(new int[0], new byte[0]), matching);
    }
}
