package io.plateau.runtime.block;

import java.util.ArrayList;
import java.util.List;

import io.plateau.contracts.Stage;
import io.plateau.runtime.experiment.ExperimentRepository;

/** Blocks whose ledger holds every block and whose experiment runs; says what they answer and whether the lock was taken. */
public final class BlocksOfStubs implements BlocksUnderTest {
    private static final BlockKey KEY = BlockKey.single("this", Stage.CLUSTERING);

    private final List<String> locked = new ArrayList<>();
    private final Blocks blocks = new Blocks(new ExperimentRepository() {
        @Override
        public boolean lockUnlessTerminal(String experimentId) {
            return locked.add(experimentId);
        }

        @Override
        public boolean isTerminal(String experimentId) {
            return false;
        }
    }, new LedgerRepository() {
        @Override
        boolean contains(BlockKey key) {
            return true;
        }
    });

    @Override
    public boolean isRecorded() throws ReflectiveOperationException {
        return answer("isRecorded");
    }

    @Override
    public boolean lock() throws ReflectiveOperationException {
        return answer("lock");
    }

    @Override
    public boolean wasLocked() {
        return !locked.isEmpty();
    }

    private boolean answer(String method) throws ReflectiveOperationException {
        var of = Blocks.class.getDeclaredMethod(method, BlockKey.class);
        of.setAccessible(true);
        return (boolean) of.invoke(blocks, KEY);
    }
}
