/** Text to token ids with the model's own tokenizer, and how often each token occurs. */
package io.plateau.inference.tokens;
