package io.plateau.runtime.moment;

import java.util.Optional;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import io.quarkus.runtime.StartupEvent;

/** Which guarantee is broken on purpose: none in production, where no harness listens to the moments. */
@Singleton
public class Breaks {
    private static final Logger LOG = Logger.getLogger(Breaks.class);

    private final Break broken;

    /** @throws IllegalArgumentException when it is none that there is, or nobody listens to the moments */
    Breaks(@ConfigProperty(name = "plateau.break") Optional<String> broken,
            @ConfigProperty(name = Moments.DIRECTORY) Optional<String> moments) {
        this.broken = broken.map(Break::ofLabel).orElse(null);
        if (this.broken != null && moments.isEmpty()) {
            throw new IllegalArgumentException("plateau.break is set without " + Moments.DIRECTORY
                    + ": only a fault harness may break a guarantee");
        }
    }

    /** Made at the start, so that a wrong value stops it. */
    void onStart(@Observes StartupEvent event) {
        if (broken != null) {
            LOG.warnf("broken on purpose: %s", broken.label());
        }
    }

    public boolean is(Break which) {
        return broken == which;
    }
}
