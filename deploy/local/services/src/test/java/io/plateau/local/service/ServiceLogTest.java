package io.plateau.local.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceLogTest {
    private static final String STAMP = "2026-01-31 12:00:00,000 ";

    @TempDir
    Path directory;

    @Test
    void theDeepestCauseOfAStartThatFailedIsTheReason() throws Exception {
        assertReason("plateau.threads is 'many'; it must be a whole number", STAMP
                + "INFO  [io.quarkus] (main) something earlier\n" + STAMP
                + "ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus\n"
                + "\tat io.quarkus.runner.ApplicationImpl.doStart(Unknown Source)\n"
                + "Caused by: java.lang.IllegalArgumentException: plateau.threads is 'many';\n"
                + "it must be a whole number\n\tat io.plateau.A.b(A.java:1)\n\t... 5 more\n");
    }

    @Test
    void aCauseWithoutAMessageIsPassedOver() throws Exception {
        assertReason("Port(s) already bound: 8081", STAMP
                + "ERROR [io.qua.run.Application] (main) Failed to start application: java.lang.RuntimeException: Failed to start quarkus\n"
                + "Caused by: io.quarkus.runtime.QuarkusBindException: Port(s) already bound: 8081\n"
                + "\tat a.B.c(B.java:1)\nCaused by: java.lang.NullPointerException\n");
    }

    @Test
    void withoutATraceTheLastErrorIsTheReason() throws Exception {
        assertReason("device is 'cuda:3' but the tensor engine sees 0 GPUs; use auto or cpu", STAMP
                + "ERROR [io.pla.inf.con.NativeEngine] (native-engine) device is 'cuda:3' but the tensor engine sees 0 GPUs;"
                + " use auto or cpu\n" + STAMP + "INFO  [io.quarkus] (main) stopped\n");
    }

    @Test
    void whatTheVirtualMachineSaysBeforeThereIsALogCounts() throws Exception {
        assertReason("Could not reserve enough space for 1048576KB object heap",
                "Error occurred during initialization of VM\nCould not reserve enough space for 1048576KB object heap\n");
        assertReason("Unable to access jarfile /a/b.jar", "Error: Unable to access jarfile /a/b.jar\n");
    }

    @Test
    void aSettingThatCannotBeReadIsNamed() throws Exception {
        assertReason("PLATEAU_THREADS (plateau.threads) has an invalid value", STAMP
                + "WARN  [io.qua.net.run.NettyRecorder] (Thread-1) Netty took more than a second\n"
                + "Failed to load config value of type int for: plateau.threads\n\n");
    }

    @Test
    void onlyThisRunsPartIsRead() throws Exception {
        Path log = directory.resolve("a.log");
        String earlier = STAMP + "ERROR [a] (main) an earlier run's\n";
        Files.writeString(log, earlier + STAMP + "INFO  [a] (main) fine\n");
        assertEquals(Optional.empty(), new ServiceLog(log, earlier.length()).reason());
        assertEquals(Optional.empty(), new ServiceLog(directory.resolve("absent"), 0).reason());
    }

    private void assertReason(String expected, String text) throws Exception {
        Path log = Files.writeString(directory.resolve("service.log"), text);
        assertEquals(Optional.of(expected), new ServiceLog(log, 0).reason());
    }
}
