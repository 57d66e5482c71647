/** Seeded streams of random numbers: the same bits in every replica. */
package io.plateau.statistics.random;
