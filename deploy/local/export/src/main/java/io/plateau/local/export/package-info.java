/** What an experiment found, as text that is the same, byte for byte, whenever the results are the same, bit for bit. */
package io.plateau.local.export;
