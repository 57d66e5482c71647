package io.plateau.local.faults.invariant;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.local.faults.invariant.DeadLetterAccounts.End;
import io.plateau.local.faults.invariant.DeadLetters.Letter;
import io.plateau.local.faults.system.ViolationException;

class DeadLetterAccountsTest {
    private static final Letter LETTER = new Letter("topic", "0", "7", "the checksum is wrong", "a", new byte[0]);
    private static final End COMPLETED = new End("COMPLETED", null);

    @Test
    void anExperimentThatFailedForItsDeadLetterIsExplained() {
        assertDoesNotThrow(() -> DeadLetterAccounts.require(
                List.of(LETTER, new Letter("topic", "0", "8", "of nobody", null, new byte[0])),
                Map.of("a", new End("FAILED", "block 3 of capture: the checksum is wrong"), "b", COMPLETED)));
    }

    @Test
    void whatAnybodyMayWriteInTheNameOfAnExperimentIsNotItsFailure() {
        assertDoesNotThrow(() -> DeadLetterAccounts.require(
                List.of(new Letter("experiment-requests", "0", "7", "the message is empty", "a", new byte[0]),
                        new Letter("analyses", "0", "8", "the message is not authentic: it has no signature", "a",
                                new byte[0])),
                Map.of("a", COMPLETED)));
    }

    @Test
    void aLetterWithoutItsOffsetIsFound() {
        assertViolation("does not say where it comes from", new Letter("topic", "0", null, "why", null, new byte[0]),
                COMPLETED);
    }

    @Test
    void aLetterWithoutAReasonIsFound() {
        assertViolation("does not say where it comes from", new Letter("topic", "0", "7", " ", null, new byte[0]),
                COMPLETED);
    }

    @Test
    void anExperimentThatCompletedInSpiteOfItsDeadLetterIsFound() {
        assertViolation("is COMPLETED though", LETTER, COMPLETED);
    }

    @Test
    void anExperimentThatFailedForAnotherReasonIsFound() {
        assertViolation("which no dead letter of it has", LETTER, new End("FAILED", "out of memory"));
    }

    @Test
    void anExperimentThatFailedWithoutAReasonIsFound() {
        assertViolation("which no dead letter of it has", LETTER, new End("FAILED", null));
    }

    private static void assertViolation(String sentence, Letter letter, End end) {
        String message = assertThrows(ViolationException.class,
                () -> DeadLetterAccounts.require(List.of(letter), Map.of("a", end))).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
