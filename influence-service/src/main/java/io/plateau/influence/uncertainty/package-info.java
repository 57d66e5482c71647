/** Bootstrap over contexts and the randomisation test of rare against common tokens. Plain Java. */
package io.plateau.influence.uncertainty;
