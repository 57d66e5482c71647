/** Events in and out: CloudEvents on Kafka, retried, dead-lettered, acknowledged. */
package io.plateau.runtime.event;
