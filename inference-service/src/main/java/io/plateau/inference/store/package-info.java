/** Experiments, plans, partial results and verdicts in PostgreSQL. */
package io.plateau.inference.store;
