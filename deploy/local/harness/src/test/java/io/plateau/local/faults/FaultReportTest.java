package io.plateau.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.local.faults.kind.Fault;
import io.plateau.local.faults.kind.KillFault;
import io.plateau.local.service.Service;

class FaultReportTest {
    private static final Fault FAULT = new KillFault(null, null, null, Service.GRAPH, "after-commit", null);

    @TempDir
    Path directory;

    @Test
    void tellsFaultsViolationsAndRecoveries() throws IOException {
        new FaultReport(1, "aa", List.of(new Outcome(1, FAULT, "x", "aa", Duration.ofMillis(1_500), null),
                new Outcome(2, FAULT, "x", "bb", Duration.ofMillis(2_500), "other bits, \"bb\"")),
                List.of("graph lags"), List.of("blocks: 3 expected = 3 done")).write(directory);

        List<String> csv = Files.readAllLines(directory.resolve("faults-report.csv"));
        assertEquals("\"1\",\"kill\",\"kill -9 of graph at after-commit\",\"x\",\"1.5\",\"aa\",", csv.get(1));
        assertTrue(csv.get(2).endsWith(",\"bb\",\"other bits, \"\"bb\"\"\""), csv.get(2));
        String text = Files.readString(directory.resolve("faults-report.md"));
        assertTrue(text.contains("| kill | 2 | 1 | 2.5 |"), text);
        assertTrue(text.contains("When everything was over: graph lags"), text);
        assertTrue(text.contains("- blocks: 3 expected = 3 done"), text);
        assertTrue(text.contains("| 1.5 | yes |") && text.contains("| 2.5 | no | other bits"), text);
    }

    @Test
    void countsAFaultWithoutRecovery() {
        assertEquals("1 faults, 1 violations, no recovery",
                new FaultReport(1, "aa", List.of(new Outcome(1, FAULT, "x", null, null, "stuck")),
                        List.of(), List.of()).summary());
    }
}
