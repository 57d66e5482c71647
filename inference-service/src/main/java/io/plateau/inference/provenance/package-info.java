/** What a result came from: the files by their SHA-256, and what computed it. */
package io.plateau.inference.provenance;
