/** Tests, corrections for families of tests, and effect sizes. */
package io.plateau.statistics.significance;
