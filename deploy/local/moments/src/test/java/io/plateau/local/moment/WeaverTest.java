package io.plateau.local.moment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WeaverTest {
    private static final List<Integer> BLOCKS = List.of(0, 1, 2);
    /** All six orders of three blocks are among those of so many experiments but for one case in 10^15. */
    private static final int EXPERIMENTS = 200;

    @TempDir
    Path directory;

    @BeforeEach
    void prepare() {
        Strikes.prepare("graph", directory);
    }

    /** Classes of the runtime; the end-to-end tests hold those of the services to the same list. */
    static List<String> classes() {
        return Arrays.stream(Target.values()).map(Target::className).filter(name -> name.contains(".runtime."))
                .distinct().toList();
    }

    @ParameterizedTest
    @MethodSource("classes")
    void aWovenClassPassesTheVerifierAndCallsTheStrikes(String name) throws Exception {
        byte[] shipped = shipped(name);
        byte[] woven = Weaver.woven(Target.of(name), shipped, getClass().getClassLoader());

        assertFalse(text(shipped).contains("io/plateau/local"));
        assertTrue(text(woven).contains("io/plateau/local/moment/Strikes"));
        Class.forName(name, true, new Alone(name, woven));
    }

    @Test
    void aTargetThatIsNotThereIsNamed() throws IOException {
        byte[] another = shipped("io.plateau.runtime.block.BlockKey");

        var refusal = assertThrows(IllegalStateException.class,
                () -> Weaver.woven(List.of(Target.RECORDED), another, getClass().getClassLoader()));

        assertEquals("io.plateau.runtime.block.Blocks has 0 methods named isRecorded to weave, not one",
                refusal.getMessage());
    }

    @Test
    void partialsAreReducedInTheOrderOfBlocks() throws IOException {
        Files.createFile(directory.resolve(Break.IDEMPOTENCE.file()));

        assertSame(BLOCKS, Strikes.ordered(BLOCKS, "this"));
    }

    @Test
    void brokenOnPurposeTheOrderIsAnotherFromExperimentToExperiment() throws IOException {
        Files.createFile(directory.resolve(Break.REDUCTION_ORDER.file()));

        Set<List<?>> orders = new HashSet<>();
        for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
            orders.add(Strikes.ordered(BLOCKS, "experiment-" + experiment));
        }
        assertEquals(6, orders.size());
    }

    @Test
    void contextsCountForMoreWhereSmallBlocksAreRequested() throws IOException {
        long[] bytes = {3, 5};
        assertSame(bytes, Strikes.counted(bytes));

        Files.createFile(directory.resolve(MomentAgent.SMALL_BLOCKS));

        assertArrayEquals(new long[]{24, 40}, Strikes.counted(bytes));
    }

    @Test
    void anUnknownGuaranteeIsRefusedWithTheKnownOnes() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Break.ofLabel("order"));

        assertEquals("there is no guarantee 'order'; there are idempotence, barrier-lock, reduction-order",
                refusal.getMessage());
    }

    private byte[] shipped(String name) throws IOException {
        try (InputStream file = getClass().getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return file.readAllBytes();
        }
    }

    private static String text(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1);
    }

    /** Has one class of its own. */
    private static final class Alone extends ClassLoader {
        private final String own;
        private final byte[] classFile;

        Alone(String own, byte[] classFile) {
            super(Alone.class.getClassLoader());
            this.own = own;
            this.classFile = classFile;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(own) && findLoadedClass(name) == null
                    ? defineClass(name, classFile, 0, classFile.length)
                    : super.loadClass(name, resolve);
        }
    }
}
