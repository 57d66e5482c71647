/** In which order experiments begin. */
package io.plateau.inference.turn;
