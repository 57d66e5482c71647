/** The one way to a file that people provide: regular, within its root, of a sane size, and what its name says. */
package io.plateau.inference.files;
