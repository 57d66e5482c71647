/** Influence of single neurons and their ranking (deploy/science, Influence). Plain Java. */
package io.plateau.influence.ranking;
