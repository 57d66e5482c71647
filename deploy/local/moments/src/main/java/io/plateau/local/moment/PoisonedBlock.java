package io.plateau.local.moment;

import java.io.IOException;
import java.util.Arrays;

import io.plateau.contracts.Labelled;

/** Ways in which a block can bring down what computes it: each is the real thing, not a substitute. */
public enum PoisonedBlock implements Labelled {
    /** More memory than any heap of a service has. */
    OUT_OF_MEMORY {
        @Override
        void strike() {
            long[][] never = {new long[Integer.MAX_VALUE - 8], new long[Integer.MAX_VALUE - 8]};
            throw new IllegalStateException("the heap had room for " + never.length + " arrays of 16 GiB");
        }
    },
    /** A recursion without end. */
    STACK_OVERFLOW {
        @Override
        void strike() {
            descend(0);
        }

        private int descend(int depth) {
            return descend(depth + 1) + 1;
        }
    },
    /** A native library that is not there. */
    MISSING_LIBRARY {
        @Override
        void strike() {
            System.load("/nonexistent/libmissing.so");
        }
    },
    /** The process is gone without a word, as after the abort of a native library. */
    ABORTED {
        @Override
        void strike() {
            Runtime.getRuntime().halt(134);
        }
    },
    /** The process is killed, as by a kernel that is out of memory. */
    KILLED {
        @Override
        void strike() {
            try {
                new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start().waitFor();
                Thread.sleep(Long.MAX_VALUE);
            } catch (IOException e) {
                throw new IllegalStateException("the process could not be killed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    };

    abstract void strike();

    /** Whether the process dies of it. */
    public boolean kills() {
        return this == ABORTED || this == KILLED;
    }

    static PoisonedBlock ofLabel(String label) {
        return Arrays.stream(values()).filter(poison -> poison.label().equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a block is to be poisoned with '" + label + "'"));
    }
}
