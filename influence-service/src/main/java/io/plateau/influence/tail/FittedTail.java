package io.plateau.influence.tail;

/**
 * A distribution fitted to the influences above the cut-off, seen on y = ln(x / x_min): a change of variable
 * that all distributions share, so that their likelihood ratios are those of x.
 *
 * @param first the first parameter in the units of y, as the family's class says
 * @param second the second; NaN in a family of one parameter
 * @param logLikelihood n: ln density of each y
 */
record FittedTail(double first, double second, double[] logLikelihood) {

    double total() {
        double sum = 0;
        for (double value : logLikelihood) {
            sum += value;
        }
        return sum;
    }
}
