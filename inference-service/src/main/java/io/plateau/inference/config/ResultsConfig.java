package io.plateau.inference.config;

import io.smallrye.config.ConfigMapping;

/** How results are given out. */
@ConfigMapping(prefix = "plateau.results")
public interface ResultsConfig {
    /** Answers with rows that are under way at the same time; each holds a connection to the database. */
    int atOnce();
}
