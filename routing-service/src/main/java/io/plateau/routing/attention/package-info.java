/** Attention rows of a block, their sums per head and group, and the statistics over all blocks. */
package io.plateau.routing.attention;
