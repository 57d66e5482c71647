/** A service as a process: where it is built, its settings and its log, and what it says of itself. */
package io.plateau.local.service;
