/** Health that tells the truth. */
package io.plateau.runtime.health;
