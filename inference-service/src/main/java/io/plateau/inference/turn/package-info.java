/** In which order experiments begin, and their blocks. */
package io.plateau.inference.turn;
