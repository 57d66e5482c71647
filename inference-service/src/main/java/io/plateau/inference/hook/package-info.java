/** Web hooks: who is told, over HTTP, that an experiment has ended. */
package io.plateau.inference.hook;
