/**
 * Neuron influence, regimes and the plateau (deploy/science, Influence and Regimes). Features are plain Java;
 * {@code messaging} and {@code store} are where they meet Kafka and PostgreSQL.
 */
package io.plateau.influence;
