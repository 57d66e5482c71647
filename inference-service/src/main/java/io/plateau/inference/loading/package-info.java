/** Models kept in memory between blocks. */
package io.plateau.inference.loading;
