/** A real Kafka broker in this process. */
package io.plateau.local.broker;
