/**
 * Communities of signed weighted graphs: Louvain and spectral clustering behind JGraphT's
 * {@link org.jgrapht.alg.interfaces.ClusteringAlgorithm}, and the modularities they are measured by. Vertices
 * are 0 … n − 1, as in JGraphT's sparse graphs. No framework.
 */
package io.plateau.graph.community;
