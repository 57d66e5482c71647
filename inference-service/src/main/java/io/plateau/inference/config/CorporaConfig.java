package io.plateau.inference.config;

import java.nio.file.Path;
import java.util.List;

import io.smallrye.config.ConfigMapping;

/** Where corpora are. */
@ConfigMapping(prefix = "plateau.corpora")
public interface CorporaConfig {
    /** Folders whose files are corpora; looked through in this order. */
    List<Path> roots();
}
