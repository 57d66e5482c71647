/** The specification of an experiment: every definition that a result depends on, as a named field. */
package io.plateau.contracts.specification;
