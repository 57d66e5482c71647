/** Which blocks each stage has, and their publication as work. */
package io.plateau.inference.work;
