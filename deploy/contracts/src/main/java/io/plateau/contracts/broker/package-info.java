/** How every program reaches the broker, and the topics it must find there. */
package io.plateau.contracts.broker;
