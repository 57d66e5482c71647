/** The life of an experiment: requested, waiting for its turn, running, complete or failed. */
package io.plateau.inference.experiment;
