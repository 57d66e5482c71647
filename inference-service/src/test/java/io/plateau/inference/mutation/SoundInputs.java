package io.plateau.inference.mutation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.inference.checkpoint.ElementType;
import io.plateau.inference.checkpoint.RandomCheckpoint;
import io.plateau.inference.checkpoint.RandomShape;
import io.plateau.inference.corpus.Corpus;
import io.plateau.inference.corpus.DocumentReader;
import io.plateau.inference.mutation.Mutator.Format;

/** Two small models and four corpora in which nothing is wrong, every file of which is read by some experiment. */
public final class SoundInputs {
    /** The model of one file, and the one of two shards. */
    public static final String WHOLE = "whole";
    public static final String SHARDED = "sharded";

    private static final Path DEMO = Path.of("../deploy/models/corpora/demo.jsonl.gz");
    private static final Path MODEL = Path.of("../deploy/local/testing/models/micro-neox");
    private static final int VOCABULARY = 1_024;
    private static final int DOCUMENTS = 30;

    private final Path folder;

    /**
     * A file and an experiment that reads it.
     *
     * @param file relative to the folder that holds {@code models} and {@code corpora}
     */
    public record Target(String file, Format format, String model, String corpus) {
    }

    /** The kinds of files, those oftener that say more. */
    public static final List<Target> TARGETS = targets();

    private static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            targets.add(new Target("models/whole/config.json", Format.JSON, WHOLE, "lines"));
            targets.add(new Target("models/sharded/config.json", Format.JSON, SHARDED, "lines"));
            targets.add(new Target("models/whole/model.safetensors", Format.SAFETENSORS, WHOLE, "lines"));
            targets.add(new Target("models/whole/tokenizer.json", Format.JSON, WHOLE, "lines"));
            targets.add(new Target("models/whole/token-counts.json", Format.JSON, WHOLE, "lines"));
            targets.add(new Target("corpora/lines.jsonl", Format.JSON_LINES, WHOLE, "lines"));
        }
        targets.add(
                new Target("models/sharded/model-00002-of-00002.safetensors", Format.SAFETENSORS, SHARDED, "lines"));
        targets.add(new Target("models/sharded/model.safetensors.index.json", Format.JSON, SHARDED, "lines"));
        for (String settings : List.of("generation_config", "tokenizer_config", "special_tokens_map")) {
            targets.add(new Target("models/whole/" + settings + ".json", Format.JSON, WHOLE, "lines"));
        }
        targets.add(new Target("corpora/packed.jsonl.gz", Format.JSON_LINES_GZIP, WHOLE, "packed"));
        targets.add(new Target("corpora/plain.txt", Format.TEXT, WHOLE, "plain"));
        targets.add(new Target("corpora/parsed.jsonl", Format.JSON_LINES, WHOLE, "parsed"));
        targets.add(new Target("corpora/parsed.conllu", Format.TABLE, WHOLE, "parsed"));
        return List.copyOf(targets);
    }

    /** Writes all of them. */
    public SoundInputs(Path folder) throws IOException {
        this.folder = folder;
        RandomCheckpoint.write(Files.createDirectories(folder.resolve("models")).resolve(WHOLE),
                RandomShape.of("gpt2", 16, 24, 2, 2, VOCABULARY, 64), ElementType.F32, 1, 1);
        RandomCheckpoint.write(folder.resolve("models").resolve(SHARDED),
                RandomShape.of("gpt_neox", 16, 24, 3, 2, VOCABULARY, 64), ElementType.BF16, 2, 2);
        for (String model : List.of(WHOLE, SHARDED)) {
            for (String file : List.of("tokenizer.json", "token-counts.json")) {
                Files.copy(MODEL.resolve(file), path("models/" + model + "/" + file));
            }
        }
        Files.writeString(path("models/whole/generation_config.json"), "{\"eos_token_id\":[0],\"do_sample\":false}");
        Files.writeString(path("models/whole/tokenizer_config.json"),
                "{\"eos_token\":{\"content\":\"<|endoftext|>\",\"special\":true},\"model_max_length\":64}");
        Files.writeString(path("models/whole/special_tokens_map.json"), "{\"eos_token\":\"<|endoftext|>\"}");
        corpora();
    }

    private void corpora() throws IOException {
        StringBuilder lines = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        StringBuilder parse = new StringBuilder();
        Files.createDirectories(folder.resolve("corpora"));
        try (DocumentReader documents = new Corpus("demo", DEMO).open()) {
            for (int d = 0; d < DOCUMENTS; d++) {
                String text = documents.next().text();
                lines.append(new ObjectMapper().writeValueAsString(Map.of("text", text, "domain", "d" + d % 3)))
                        .append('\n');
                plain.append(text).append('\n');
                parse.append("# newdoc\n");
                int number = 1;
                for (String word : text.strip().split("\\p{javaWhitespace}+")) {
                    parse.append(number++).append('\t').append(word).append("\t_\t_\t_\t_\t0\tnsubj\t_\t_\n");
                }
            }
        }
        Files.writeString(path("corpora/lines.jsonl"), lines);
        Files.writeString(path("corpora/parsed.jsonl"), lines);
        Files.writeString(path("corpora/parsed.conllu"), parse);
        Files.writeString(path("corpora/plain.txt"), plain);
        Files.write(path("corpora/packed.jsonl.gz"), Mutator.gzip(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private Path path(String file) {
        return folder.resolve(file);
    }

    public byte[] bytes(Target target) throws IOException {
        return Files.readAllBytes(path(target.file()));
    }

    /** A folder like this one but for one file; the others are the same files under another name. */
    public void copy(Path to, Target but, byte[] instead) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        try (var all = Files.walk(folder)) {
            all.filter(Files::isRegularFile).forEach(file -> files.put(folder.relativize(file).toString(), file));
        }
        files.keySet().removeIf(file -> file.startsWith("models/") && !file.startsWith("models/" + but.model() + "/"));
        for (Map.Entry<String, Path> file : files.entrySet()) {
            Path copy = to.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            if (file.getKey().equals(but.file())) {
                Files.write(copy, instead);
            } else {
                Files.createLink(copy, file.getValue());
            }
        }
    }
}
