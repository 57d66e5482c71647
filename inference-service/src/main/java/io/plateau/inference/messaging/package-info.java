/** Consumers: each takes the messages of one topic in and hands them to the package that does the work. */
package io.plateau.inference.messaging;
