package io.plateau.inference.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** The model hub; its usual environment variables are read by application.properties. */
@ConfigMapping(prefix = "plateau.hub")
public interface HubConfig {
    /** Whether models that no root holds are fetched. */
    boolean enabled();

    /** Use the cache, fetch nothing. */
    boolean offline();

    /** Of the hub or a mirror. */
    URI endpoint();

    /** Folder with the layout of the hub's own tools. */
    Path cache();

    /** Of an account, for private and gated models. */
    Optional<String> token();
}
