/** Ablation of attention heads and of the controls they are compared with (science: section 5). */
package io.plateau.inference.heads;
