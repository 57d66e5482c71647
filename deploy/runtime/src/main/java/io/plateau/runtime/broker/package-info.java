/** The broker, beside the channels. */
package io.plateau.runtime.broker;
