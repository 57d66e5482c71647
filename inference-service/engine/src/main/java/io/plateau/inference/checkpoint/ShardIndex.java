package io.plateau.inference.checkpoint;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.plateau.contracts.JsonFault;
import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.files.FileKind;
import io.plateau.inference.files.InputFolder;

/** {@code model.safetensors.index.json}: which shard holds which tensor. */
public final class ShardIndex {
    private static final String NAME = "model.safetensors.index.json";
    /** A shard is a plain name beside its index: it must not lead out of the model's folder. */
    private static final String SHARD = "[A-Za-z0-9_-][A-Za-z0-9._-]*\\.safetensors";

    private ShardIndex() {
    }

    /**
     * @param folder that holds the index
     * @return the names of the shards, sorted
     * @throws UnprocessableException when the index is missing, damaged or names a file elsewhere
     */
    public static List<String> files(InputFolder folder) {
        String where = NAME + " of " + folder.owner();
        TreeSet<String> names = new TreeSet<>();
        Path index = folder.require(NAME, FileKind.INDEX, "it says which shard holds which tensor");
        try {
            JsonNode map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
            map.forEach(name -> names.add(name.asText()));
        } catch (JsonProcessingException e) {
            throw new UnprocessableException(where + " is not valid JSON: " + JsonFault.of(e), e);
        } catch (CharConversionException e) {
            // Zeros at its beginning are taken for UTF-32.
            throw new UnprocessableException(where + " is not valid JSON: it is not text in UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(where + " could not be read", e);
        }
        if (names.isEmpty()) {
            throw new UnprocessableException(where + " names no shard");
        }
        for (String name : names) {
            if (!name.matches(SHARD)) {
                throw new UnprocessableException(where + " names the shard '" + Names.shown(name)
                        + "', which is no file beside it; a shard is named like model-00001-of-00002.safetensors");
            }
        }
        return List.copyOf(names);
    }
}
