/** What the services say to each other: events, tensor blocks, topics, stages. No framework, no logic. */
package io.plateau.contracts;
