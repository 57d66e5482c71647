/** Web hooks: notifications over HTTP that an experiment has ended. */
package io.plateau.inference.hook;
