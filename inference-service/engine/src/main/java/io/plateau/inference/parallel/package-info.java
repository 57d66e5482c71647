/** Parts of a computation on several threads. */
package io.plateau.inference.parallel;
