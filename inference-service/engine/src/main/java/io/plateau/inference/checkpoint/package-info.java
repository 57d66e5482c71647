/** Checkpoints as they are published: {@code config.json} and safetensors, checked before a byte of them is used. */
package io.plateau.inference.checkpoint;
