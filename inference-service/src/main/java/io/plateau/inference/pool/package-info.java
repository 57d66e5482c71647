/** Pools of workers, and which of them runs a model. */
package io.plateau.inference.pool;
