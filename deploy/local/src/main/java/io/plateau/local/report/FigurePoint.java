package io.plateau.local.report;

/**
 * One neuron in Figure 1.
 *
 * @param rank from 1, by descending influence
 * @param influence nats, positive
 * @param fit influence of the line fit (Eq. 4) at this rank, nats
 * @param regime plateau, power law or rapid decay
 */
record FigurePoint(int rank, double influence, double fit, String regime) {
}
