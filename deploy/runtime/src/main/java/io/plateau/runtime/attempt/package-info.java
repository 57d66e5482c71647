/** Messages being handled and the processes handling them, in the database: a fatal message is found after the crash. */
package io.plateau.runtime.attempt;
