/** Life as a child of the launcher. */
package io.plateau.runtime.process;
