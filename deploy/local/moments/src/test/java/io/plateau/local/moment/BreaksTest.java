package io.plateau.local.moment;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.plateau.runtime.block.BlocksUnderTest;

/** The runtime's own classes, woven: each guarantee as it holds, and broken on purpose. */
class BreaksTest {
    @TempDir
    Path directory;

    private BlocksUnderTest blocks;

    @BeforeEach
    void weave() throws Exception {
        Strikes.prepare("graph", directory);
        blocks = (BlocksUnderTest) new Woven().loadClass("io.plateau.runtime.block.BlocksOfStubs")
                .getDeclaredConstructor().newInstance();
    }

    @Test
    void intactTheLedgerIsBelievedAndTheLockIsTaken() throws Exception {
        assertTrue(blocks.isRecorded());
        assertTrue(blocks.lock());
        assertTrue(blocks.wasLocked());
    }

    @Test
    void withoutIdempotenceABlockInTheLedgerIsDoneAgain() throws Exception {
        Files.createFile(directory.resolve(Break.IDEMPOTENCE.file()));

        assertFalse(blocks.isRecorded());
        assertTrue(blocks.lock());
        assertTrue(blocks.wasLocked());
    }

    @Test
    void withoutTheBarrierLockItIsNotTaken() throws Exception {
        Files.createFile(directory.resolve(Break.BARRIER_LOCK.file()));

        assertTrue(blocks.lock());
        assertFalse(blocks.wasLocked());
        assertTrue(blocks.isRecorded());
    }

    /** Has the runtime's package of its own, woven as the agent weaves it. */
    private static final class Woven extends ClassLoader {
        private static final String OWN = "io.plateau.runtime.block.";

        Woven() {
            super(BreaksTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(OWN) || name.equals(BlocksUnderTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] shipped = file.readAllBytes();
                List<Target> targets = Target.of(name);
                byte[] woven = targets.isEmpty() ? shipped : Weaver.woven(targets, shipped, getParent());
                return defineClass(name, woven, 0, woven.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
