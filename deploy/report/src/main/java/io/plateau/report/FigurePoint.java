package io.plateau.report;

/**
 * One neuron in Figure 1.
 *
 * @param rank from 1, by descending influence
 * @param influence nats, positive
 * @param fit influence of the line fit (Eq. 4) at this rank, nats; null where none was fitted
 * @param regime plateau, power law or rapid decay; null where none was fitted
 * @param low lower end of the 95 % interval at this rank, nats; null where there is none
 * @param high upper end of the band
 * @param crossFitted influence at this rank without the winner's curse, nats, maybe negative; null where unknown
 */
record FigurePoint(int rank, double influence, Double fit, String regime, Double low, Double high,
        Double crossFitted) {

    FigurePoint(int rank, double influence, Double fit, String regime) {
        this(rank, influence, fit, regime, null, null, null);
    }

    boolean hasBand() {
        return low != null && high != null;
    }
}
