package io.plateau.inference.config;

import java.nio.file.Path;
import java.util.List;

import io.smallrye.config.ConfigMapping;

/** Where models are, and which are held. */
@ConfigMapping(prefix = "plateau.models")
public interface ModelsConfig {
    /** Folders whose subfolders are models in the Hugging Face layout; looked through in this order. */
    List<Path> roots();

    /** How many models a worker holds at the same time. */
    int loaded();

    /** How often a block is passed over for one of a model that is loaded. */
    int passedOver();
}
