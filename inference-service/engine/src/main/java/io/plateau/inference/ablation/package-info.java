/**
 * Mean ablation of every neuron of the final MLP without running the model again.
 *
 * <p>Notation: x residual before the final norm, sigma its standard deviation, x̂ its normalised value, w[n] what neuron n
 * writes, P centring over D, g gain of the final norm, c = mu − a, u[v] unembedding of token v, pi baseline softmax.
 * Ablating n at p changes the logits by d = r·q + s·B with q[p,v] = (g ⊙ x̂[p])·u[v], B[n,v] = (g ⊙ P w[n])·u[v],
 * r = sigma/sigma' − 1 and s = c/sigma'; the loss by log E_pi exp(d) − d[target].
 */
package io.plateau.inference.ablation;
