/**
 * Models from a hub with Hugging Face's protocol, fetched once into a cache of the layout that its own tools use.
 * Off unless configured; the address is the configuration's alone.
 */
package io.plateau.inference.hub;
