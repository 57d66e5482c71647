/** Partial results and results in the schema {@code routing}; Flyway owns it, Hibernate validates. */
package io.plateau.routing.store;
