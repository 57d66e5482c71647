package io.plateau.runtime.block;

/** What a test asks of woven classes, which a loader of their own has. */
public interface BlocksUnderTest {
    boolean isRecorded() throws ReflectiveOperationException;

    boolean lock() throws ReflectiveOperationException;

    boolean wasLocked();
}
