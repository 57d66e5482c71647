/** The only access to user-provided files: regular, within their root, of a sane size, and of the kind their name says. */
package io.plateau.inference.files;
