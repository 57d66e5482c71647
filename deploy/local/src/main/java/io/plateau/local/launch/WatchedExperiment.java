package io.plateau.local.launch;

/** An experiment of this run. */
record WatchedExperiment(String id, String model) {
}
