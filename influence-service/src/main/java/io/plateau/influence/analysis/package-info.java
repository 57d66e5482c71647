/** One experiment's regimes from its loss sums to its verdict. Plain Java. */
package io.plateau.influence.analysis;
