/** The groups, the random sets they are compared with, and how both are cut into work. No framework. */
package io.plateau.graph.control;
