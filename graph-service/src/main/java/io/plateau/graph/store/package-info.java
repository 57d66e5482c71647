/** The service's own tables. */
package io.plateau.graph.store;
