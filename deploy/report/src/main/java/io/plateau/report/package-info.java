/**
 * What a run prints and leaves behind, in the paper's form and beside the paper's own numbers: Figure 1, Table 1, Table 2
 * and the three verdicts. Reads the views of schema {@code results} and nothing else.
 */
package io.plateau.report;
