/** Random choices that are the same bits on every JDK and in every replica. No framework. */
package io.plateau.graph.random;
