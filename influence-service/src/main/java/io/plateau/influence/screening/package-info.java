/** What a first-order screening of neurons misses. */
package io.plateau.influence.screening;
