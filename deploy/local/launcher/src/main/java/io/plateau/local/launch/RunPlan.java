package io.plateau.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.specification.CorpusFile;
import io.plateau.contracts.specification.ModelLimits;
import io.plateau.contracts.specification.SpecificationVariants;
import io.plateau.contracts.specification.Variant;
import io.plateau.local.command.UsageException;
import io.plateau.local.service.Installation;
import io.plateau.local.service.Replicas;

/**
 * What is to be run: the options, checked.
 *
 * @param specifications one per experiment or, with lists of values, per study, as JSON
 * @param modelRoots where the inference service looks for models, in order
 * @param corpusRoots where it looks for corpora, in order
 * @param replicas how many processes of each service run
 */
public record RunPlan(List<String> specifications, List<Path> modelRoots, List<Path> corpusRoots, Replicas replicas) {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws UsageException when an option or the specification cannot be followed */
    static RunPlan of(RunOptions options, Installation installation) {
        return of(options, installation, System.getenv());
    }

    /** As {@link #of(RunOptions, Installation)}, in another environment. */
    static RunPlan of(RunOptions options, Installation installation, Map<String, String> environment) {
        Selection selection = new Selection(installation, environment);
        ObjectNode asked = options.specification == null ? JSON.createObjectNode() : read(options.specification);
        Set<Path> modelRoots = new LinkedHashSet<>();
        Set<Path> corpusRoots = new LinkedHashSet<>();
        if (options.corpus != null) {
            NamedPath corpus = selection.corpus(options.corpus);
            corpusRoots.add(corpus.root());
            asked.put("corpus", corpus.name());
        }
        if (options.tokens != null) {
            if (!asked.path("tokens").isMissingNode() && !asked.path("tokens").isObject()) {
                throw new UsageException("--spec " + options.specification + ": its field 'tokens' is no JSON object");
            }
            asked.withObject("/tokens").put("count", options.tokens);
        }
        if (options.presets.size() == 1) {
            asked.put("preset", options.presets.get(0));
        } else if (!options.presets.isEmpty()) {
            ArrayNode presets = asked.putArray("preset");
            options.presets.forEach(presets::add);
        }
        List<String> specifications = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        if (options.trajectory != null) {
            ofCheckpoints(options, installation, asked);
        }
        List<String> models = models(options, asked);
        Map<String, ModelLimits> limits = new HashMap<>();
        for (String model : models) {
            NamedPath named = selection.model(model);
            if (!names.add(named.name())) {
                throw new UsageException("--model " + model + ": a model named " + named.name() + " was given before;"
                        + " results are identified by that name");
            }
            if (named.root() != null) {
                modelRoots.add(named.root());
            }
            selection.folder(named).ifPresent(folder -> limits.put(named.name(), ModelLimits.of(named.name(), folder)));
        }
        if (options.models.isEmpty() && asked.path("model").isArray()) {
            ArrayNode list = JSON.createArrayNode();
            names.forEach(list::add);
            specifications.add(checked(asked.set("model", list), options, limits));
        } else {
            names.forEach(name -> specifications.add(checked(asked.deepCopy().put("model", name), options, limits)));
        }
        if (options.corpus == null) {
            specifications.forEach(json -> requireCorpora(json, options, installation));
        }
        modelRoots.add(installation.models());
        corpusRoots.add(installation.corpora());
        return new RunPlan(List.copyOf(specifications), List.copyOf(modelRoots), List.copyOf(corpusRoots),
                Replicas.of(options.replicas));
    }

    /** The checkpoints of a training run take the place of models: a study over them. */
    private static void ofCheckpoints(RunOptions options, Installation installation, ObjectNode asked) {
        if (!options.models.isEmpty()) {
            throw new UsageException(
                    "--trajectory and --model are both given; a training run takes the place of a model");
        }
        ArrayNode list = asked.putArray("model");
        TrainingRun.of(options.trajectory, installation).models().forEach(folder -> list.add(folder.toString()));
    }

    private static List<String> models(RunOptions options, ObjectNode asked) {
        if (!options.models.isEmpty()) {
            return options.models;
        }
        if (!asked.path("model").isArray()) {
            return asked.path("model").isTextual()
                    ? List.of(asked.path("model").textValue())
                    : RunOptions.DEFAULT_MODELS;
        }
        List<String> models = new ArrayList<>();
        for (JsonNode model : asked.path("model")) {
            if (!model.isTextual()) {
                throw new UsageException("--spec " + options.specification + ": its field 'model' names " + model
                        + "; every value must be the name of a model");
            }
            models.add(model.textValue());
        }
        return models;
    }

    private static ObjectNode read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new UsageException("--spec " + file + ": the file holds no JSON object");
        } catch (JsonProcessingException e) {
            throw new UsageException("--spec " + file + ": the file is not valid JSON: " + e.getOriginalMessage()
                    + " (line " + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")", e);
        } catch (IOException e) {
            throw new UsageException("--spec " + file + ": the file cannot be read: " + e, e);
        }
    }

    /** As the front door would: better now than after everything has started. */
    private static String checked(ObjectNode specification, RunOptions options, Map<String, ModelLimits> limits) {
        String json = specification.toString();
        try {
            SpecificationVariants.parse(json).require(limits::get);
            return json;
        } catch (UnprocessableException e) {
            throw refused(options, e.getMessage());
        }
    }

    private static void requireCorpora(String json, RunOptions options, Installation installation) {
        for (Variant variant : SpecificationVariants.parse(json).variants()) {
            String corpus = variant.specification().corpus();
            if (Files.isDirectory(installation.corpora()) && !CorpusFile.exists(installation.corpora(), corpus)) {
                throw refused(options, "there is no bundled corpus '" + corpus + "'; give a file with --corpus");
            }
        }
    }

    private static UsageException refused(RunOptions options, String why) {
        return new UsageException(
                (options.specification == null ? "" : "--spec " + options.specification + ": ") + why);
    }
}
