/** Influence of single neurons and their ranking (science page, section 2). Plain Java. */
package io.plateau.influence.ranking;
