/** Sentences, words, parts of speech and syntactic roles: what the grouping {@code matched} compares (science.md section 1). */
package io.plateau.inference.linguistics;
