/** How blocks per second grow with the workers, measured with a timed engine, and what a rebalance costs. */
package io.plateau.local.faults.scaling;
