/** The schema {@code influence}: partial sums per block, and the results. */
package io.plateau.influence.store;
