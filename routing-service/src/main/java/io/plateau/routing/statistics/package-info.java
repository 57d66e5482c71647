/** Tests over paired differences, corrections over families of tests, and values that may be undefined. */
package io.plateau.routing.statistics;
