/** Corpora as streams of documents: JSON lines and plain text, plain or gzip. */
package io.plateau.inference.corpus;
