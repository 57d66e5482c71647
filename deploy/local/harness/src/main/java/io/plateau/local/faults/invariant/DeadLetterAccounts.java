package io.plateau.local.faults.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.plateau.contracts.ForgedEventException;
import io.plateau.contracts.Routes;
import io.plateau.contracts.Topic;
import io.plateau.local.faults.invariant.DeadLetters.Letter;
import io.plateau.local.faults.system.ViolationException;

/** Dead letters against the experiments that they name. */
public final class DeadLetterAccounts {
    private DeadLetterAccounts() {
    }

    /**
     * How an experiment ended.
     *
     * @param reason null where it has none
     */
    record End(String status, String reason) {
    }

    /**
     * Every dead letter says where it comes from and why, and of the experiments that were requested, those with a dead letter
     * of their own, and no others, have failed for the reason of one.
     *
     * @param ends by identifier
     */
    static void require(List<Letter> letters, Map<String, End> ends) throws ViolationException {
        List<String> unexplained = new ArrayList<>();
        letters.stream().filter(letter -> !letter.isTraceable())
                .forEach(letter -> unexplained.add(letter + " does not say where it comes from and why"));
        ends.forEach((id, end) -> {
            List<String> reasons = letters.stream().filter(Letter::isTraceable)
                    .filter(letter -> id.equals(letter.experiment())).map(Letter::reason).toList();
            boolean ofItsOwn = letters.stream().filter(letter -> id.equals(letter.experiment()))
                    .anyMatch(letter -> !isAnybodys(letter));
            boolean failed = end.status().equals("FAILED");
            if (!failed && ofItsOwn) {
                unexplained.add("experiment " + id + " is " + end.status() + " though records of it are dead letters: "
                        + reasons);
            }
            if (failed && (end.reason() == null || reasons.stream().noneMatch(end.reason()::contains))) {
                unexplained.add("experiment " + id + " has failed with the reason '" + end.reason()
                        + "', which no dead letter of it has: " + reasons);
            }
        });
        if (!unexplained.isEmpty()) {
            throw new ViolationException("dead letters: " + String.join("; ", unexplained));
        }
    }

    /** Any client can write a request, or an event that is rejected, in the name of any experiment. */
    private static boolean isAnybodys(Letter letter) {
        return letter.topic() != null && Topic.ofName(letter.topic()).filter(Routes::isPublic).isPresent()
                || letter.reason() != null && letter.reason().startsWith(ForgedEventException.BEGINNING);
    }
}
