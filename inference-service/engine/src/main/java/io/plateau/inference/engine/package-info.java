/** The facade of the model: plain arrays in, plain arrays out; tensors never leave it. */
package io.plateau.inference.engine;
