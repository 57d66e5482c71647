/** The experiments of a harness: requests, progress and results. */
package io.plateau.local.faults.experiment;
