package io.plateau.local.faults.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.plateau.local.faults.invariant.BlockAccounts.End;
import io.plateau.local.faults.invariant.BlockAccounts.Rows;
import io.plateau.local.faults.system.ViolationException;

class BlockAccountsTest {
    private static final BlockAccounts ACCOUNTS = new BlockAccounts(Map.of("capture", 3, "losses", 2));
    private static final Rows CAPTURE = new Rows("a", "capture", 3, 3, 3, 3);
    private static final Rows LOSSES = new Rows("a", "losses", 2, 2, 2, 2);

    @Test
    void everyBlockIsOfOneKind() throws ViolationException {
        assertEquals("20 expected = 7 done + 1 dead-lettered + 3 given up with the experiments that failed for them + 4"
                + " cancelled + 5 deleted",
                ACCOUNTS.require(
                        Map.of("a", new End("COMPLETED", 0), "failed", new End("FAILED", 1), "cancelled",
                                new End("CANCELLED", 0), "deleted", new End("DELETED", 0)),
                        List.of(CAPTURE, LOSSES, new Rows("failed", "capture", 1, 1, 3, 3),
                                new Rows("cancelled", "losses", 1, 1, 2, 2))));
    }

    @Test
    void aMissingBlockOfACompleteExperimentIsFound() {
        assertViolation("has 4 of 5 blocks", CAPTURE, new Rows("a", "losses", 1, 1, 2, 2));
    }

    @Test
    void aMissingStageOfACompleteExperimentIsFound() {
        assertViolation("has 3 of 5 blocks", CAPTURE);
    }

    @Test
    void aBlockTwiceInTheLedgerIsFound() {
        assertViolation("2 rows in the ledger, of 1 different blocks", CAPTURE, new Rows("a", "losses", 2, 1, 2, 2));
    }

    @Test
    void aBlockThatSaysAnotherNumberOfBlocksIsFound() {
        assertViolation("which say that it has 2 to 3 blocks", CAPTURE, new Rows("a", "losses", 2, 2, 2, 3));
    }

    @Test
    void aStageThatThereIsNotIsFound() {
        assertViolation("stage invented", CAPTURE, LOSSES, new Rows("a", "invented", 1, 1, 1, 1));
    }

    private static void assertViolation(String sentence, Rows... ledgers) {
        String message = assertThrows(ViolationException.class,
                () -> ACCOUNTS.require(Map.of("a", new End("COMPLETED", 0)), List.of(ledgers))).getMessage();
        assertTrue(message.contains(sentence), message);
    }
}
