package io.plateau.local.faults;

import java.time.Duration;

import io.plateau.local.faults.kind.Fault;

/**
 * What became of a fault.
 *
 * @param number from 1
 * @param experiment under way when it struck
 * @param hash of the export of that experiment; null while it runs
 * @param recovery null when it did not recover
 * @param violation null when everything held
 */
record Outcome(int number, Fault fault, String experiment, String hash, Duration recovery, String violation) {

    Outcome withHash(String found) {
        return new Outcome(number, fault, experiment, found, recovery, violation);
    }

    Outcome violating(String sentence) {
        return new Outcome(number, fault, experiment, hash, recovery, violation == null ? sentence : violation);
    }
}
