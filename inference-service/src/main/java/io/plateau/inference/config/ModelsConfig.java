package io.plateau.inference.config;

import java.nio.file.Path;
import java.util.List;

import io.smallrye.config.ConfigMapping;

/** Where models are. */
@ConfigMapping(prefix = "plateau.models")
public interface ModelsConfig {
    /** Folders whose subfolders are models in the Hugging Face layout; looked through in this order. */
    List<Path> roots();
}
