/** Reasons for which a service ends by itself. */
package io.plateau.runtime.process;
