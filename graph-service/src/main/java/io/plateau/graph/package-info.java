/** The graph service: do the plateau's neurons form communities that random neurons do not? */
package io.plateau.graph;
