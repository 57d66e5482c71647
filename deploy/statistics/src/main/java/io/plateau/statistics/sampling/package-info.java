/** Totals estimated from samples of unequal probability. */
package io.plateau.statistics.sampling;
