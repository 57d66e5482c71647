/** What changes over the checkpoints of a training run: each service compares what its own analyses found. */
package io.plateau.runtime.trajectory;
