/** The last line against experiments that would never end: what nothing works on and nothing is queued for is failed. */
package io.plateau.inference.messaging.watchdog;
