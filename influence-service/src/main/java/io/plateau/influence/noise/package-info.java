/**
 * What sampling error does to a ranking and how it is undone: the noise floor, the cross-fitted curve, and the
 * noise-corrected curve with its intervals (deploy/science, Regimes). Plain Java.
 */
package io.plateau.influence.noise;
