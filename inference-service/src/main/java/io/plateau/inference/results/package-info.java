/** Results as people take them away: what the schema {@code results} shows of one experiment, as JSON or CSV. */
package io.plateau.inference.results;
