/** Continuous piecewise-linear fits of ln influence on ln rank: plateau, power law, rapid decay. Plain Java. */
package io.plateau.influence.regime;
