package io.plateau.runtime.experiment;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;

/** Which of a service's tables outlive an experiment; the service's own application.properties say so. */
@ConfigMapping(prefix = "plateau.rows")
public interface RowsConfig {
    /** Tables that only an experiment's own analyses read: their rows go when it has ended, unless its specification keeps them. */
    Optional<Set<String>> partial();

    /** Tables whose rows a re-analysis takes over, those that others refer to before them. */
    Optional<List<String>> reused();

    /** Tables whose rows stay also when an experiment is deleted: what is left to say of it. */
    Optional<Set<String>> kept();
}
