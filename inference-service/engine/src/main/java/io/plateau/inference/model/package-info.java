/**
 * The transformer in DJL tensors: the parts that all families share.
 *
 * <p>Dimension letters: K contexts, T positions, L layers, H (query) heads, d width of a head, D width of the residual stream,
 * N neurons of an MLP, V vocabulary.
 *
 * <p>A tensor that an operation returns belongs to the manager of the receiver, so activations are always the receiver
 * and weights the argument: {@code x.matMul(weight)}.
 */
package io.plateau.inference.model;
