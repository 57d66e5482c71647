/** The straight line of ln influence on ln rank (Eq. 4). Plain Java. */
package io.plateau.influence.powerlaw;
