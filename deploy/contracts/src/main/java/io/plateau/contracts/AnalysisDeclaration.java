package io.plateau.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * An analysis beyond the built-in ones. An implementation named in
 * {@code META-INF/services/io.plateau.contracts.AnalysisDeclaration} is all that the rest of the system needs to know: its
 * experiments have its stages, wait for them and show their progress; its events are accepted; the launcher starts its
 * service.
 */
public interface AnalysisDeclaration {

    /**
     * Name of the service that runs it, lower-case letters: also its database role, its schema, its consumer group and, with
     * {@code -service} behind it, its module.
     */
    String service();

    /** Its stages, in the order of progress, all of {@link #service}. */
    List<Stage> stages();

    /** Topics that it consumes beside {@link Topic#EXPERIMENT_EVENTS}. */
    Set<Topic> consumes();

    /** Topics that it publishes to beside {@link Topic#ANALYSES} and {@link Topic#DEAD_LETTERS}. */
    default Set<Topic> publishes() {
        return Set.of();
    }

    /** All analyses declared on the class path, in its order. */
    static List<AnalysisDeclaration> all() {
        return Declared.ANALYSES;
    }

    /** Loaded once: a class path does not change. */
    final class Declared {
        private static final List<AnalysisDeclaration> ANALYSES = load();

        private Declared() {
        }

        private static List<AnalysisDeclaration> load() {
            List<AnalysisDeclaration> found = new ArrayList<>();
            ServiceLoader.load(AnalysisDeclaration.class).forEach(found::add);
            return List.copyOf(found);
        }
    }
}
