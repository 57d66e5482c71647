/** The whole system on one machine. */
package io.plateau.local;
