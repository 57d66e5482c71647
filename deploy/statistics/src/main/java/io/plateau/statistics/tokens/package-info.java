/** The two groups of target positions that are compared. */
package io.plateau.statistics.tokens;
