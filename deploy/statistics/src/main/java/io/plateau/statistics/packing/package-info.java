/** Arrays as bytes. */
package io.plateau.statistics.packing;
