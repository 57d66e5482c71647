package io.plateau.local.launch;

/**
 * An experiment of this run.
 *
 * @param variant what distinguishes it from the others of its study, for a reader; empty without a study
 */
record WatchedExperiment(String id, String model, String variant) {

    /** For example {@code study-tiny-neox-3f2a9c1d07.02 (graph.objective=absolute)}. */
    String shown() {
        return variant.isEmpty() ? id : id + " (" + variant + ")";
    }
}
