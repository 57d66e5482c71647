/** Data whose truth is known. */
package io.plateau.validity.truth;
