/** A service as a process: where it is built, its settings, its log and its status. */
package io.plateau.local.service;
