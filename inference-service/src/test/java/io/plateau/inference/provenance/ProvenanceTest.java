package io.plateau.inference.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.catalog.Model;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.engine.EngineInfo;
import io.plateau.inference.engine.ModelShape;
import io.plateau.inference.planning.Cut;
import io.plateau.inference.planning.Matching;
import io.plateau.inference.planning.Plan;

class ProvenanceTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    /** FIPS 180-2, appendix B.1: the hash of "abc". */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;
    private final WeightHashes hashes = new WeightHashes();
    private Model model;

    @BeforeEach
    void aShardedModel() throws IOException {
        for (String file : List.of("config.json", "tokenizer.json", "token-counts.json", "b.safetensors",
                "a.safetensors", "corpus.txt", "model.safetensors.index.json")) {
            Files.writeString(folder.resolve(file), "abc");
        }
        model = new Model("EleutherAI/pythia-70m", folder, folder, COMMIT);
    }

    @Test
    void saysWhatAResultCameFrom() throws IOException {
        JsonNode json = new ObjectMapper().readTree(provenance());

        assertEquals("EleutherAI/pythia-70m", json.path("modelId").textValue());
        assertEquals(COMMIT, json.path("revision").textValue());
        assertEquals("a.safetensors", json.at("/weights/0/file").textValue());
        assertEquals("b.safetensors", json.at("/weights/1/file").textValue());
        assertEquals(2, json.path("weights").size());
        for (String file : List.of("/weights/0", "/weights/1", "/config", "/tokenizer", "/tokenCounts", "/corpus")) {
            assertEquals(ABC, json.at(file + "/sha256").textValue(), file);
        }
        assertEquals("1.2.3", json.path("codeVersion").textValue());
        assertEquals("2.7.1", json.at("/engine/nativeVersion").textValue());
        assertEquals("cpu", json.at("/engine/device").textValue());
        assertEquals(2, json.at("/engine/threads").intValue());
    }

    @Test
    void aParseIsNamedWhereItWasRead() throws IOException {
        // Given a parse beside the corpus
        Files.writeString(folder.resolve("corpus.conllu"), "abc");

        for (boolean parsed : new boolean[]{true, false}) {
            JsonNode json = new ObjectMapper().readTree(Provenance.of("1", engine(), null, model, hashes.of(folder),
                    corpus(), plan(new Matching(List.of(), 1, 1, parsed))).toJson());

            assertEquals(parsed ? "corpus.conllu" : "", json.at("/parse/file").asText());
            assertEquals(parsed ? ABC : "", json.at("/parse/sha256").asText());
        }
        // A grouping that needs no parse does not read it
        assertTrue(new ObjectMapper().readTree(provenance()).path("parse").isMissingNode());
    }

    @Test
    void weightsThatChangedAreRefused() throws IOException {
        // Given an experiment that was planned
        Origin origin = Origin.of(provenance());
        assertEquals(COMMIT, origin.revision());
        origin.require("m", hashes.of(folder));

        // When a shard is replaced by one of the same size
        Files.writeString(folder.resolve("b.safetensors"), "abd");
        Files.setLastModifiedTime(folder.resolve("b.safetensors"), FileTime.fromMillis(1_000));

        // Then
        String message = assertThrows(UnprocessableException.class, () -> origin.require("m", hashes.of(folder)))
                .getMessage();
        assertTrue(message.startsWith("the weights of model m changed while the experiment ran"), message);
        assertTrue(message.contains("b.safetensors of SHA-256 ba7816bf8f01…"), message);
    }

    @Test
    void weightsAreHashedOnceForEachStateOfTheFiles() throws IOException {
        List<FileHash> before = hashes.of(folder);
        assertSame(before, hashes.of(folder));

        Files.setLastModifiedTime(folder.resolve("a.safetensors"), FileTime.fromMillis(1_000));

        assertEquals(before, hashes.of(folder));
        Files.writeString(folder.resolve("c.safetensors"), "abc");
        assertNotEquals(before, hashes.of(folder));
    }

    @Test
    void aModelUnderARootHasNoRevision() {
        Model local = new Model("tiny", folder, folder);
        Origin origin = Origin
                .of(Provenance.of("1", engine(), null, local, hashes.of(folder), corpus(), plan(null)).toJson());

        assertEquals(null, origin.revision());
    }

    private String provenance() {
        ModelShape shape = new ModelShape("gpt_neox", 6, 8, 512, 2048, 50_304, 2048, true);
        return Provenance.of("1.2.3", engine(), shape, model, hashes.of(folder), corpus(), plan(null)).toJson();
    }

    private static EngineInfo engine() {
        return new EngineInfo("PyTorch", "0.38.0", "2.7.1", "cpu", 2, "float32");
    }

    private Corpus corpus() {
        return new Corpus("corpus", folder.resolve("corpus.txt"));
    }

    private static Plan plan(Matching matching) {
        return new Plan(List.of(), List.of(), Cut.NONE, new Plan.Summary(1, 1, 1, 1, 1, 1, 1), matching);
    }
}
