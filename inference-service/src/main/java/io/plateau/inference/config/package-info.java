/** Settings of the service and the domain objects made from them. */
package io.plateau.inference.config;
