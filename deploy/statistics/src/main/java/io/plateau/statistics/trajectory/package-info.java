/** How a quantity changes over the checkpoints of one training run. */
package io.plateau.statistics.trajectory;
