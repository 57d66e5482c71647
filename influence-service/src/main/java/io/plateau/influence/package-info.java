/**
 * Neuron influence, regimes and the plateau (science page, sections 2 and 3). Features are plain Java;
 * {@code messaging} and {@code store} are where they meet Kafka and PostgreSQL.
 */
package io.plateau.influence;
