package io.plateau.inference.planning;

import java.util.ArrayList;
import java.util.List;

import io.plateau.contracts.Topic;
import io.plateau.contracts.UnprocessableException;

/** Cuts contexts into blocks whose largest event fits {@link Topic#BLOCK_BYTES}, at least one context each. */
public final class Blocks {
    /** Room in a record for everything that is not the tensor: positions, specification, headers. */
    static final int HEADROOM = 1 << 20;
    static final int LARGEST_RECORD = Topic.RECORD_BYTES - HEADROOM;

    private Blocks() {
    }

    /**
     * @param bytes per context: what it adds to the block's event
     * @param what names the event's tensor, for the message
     * @throws UnprocessableException when one context alone does not fit a record
     */
    public static List<Block> cut(long[] bytes, String what) {
        List<Block> blocks = new ArrayList<>();
        int first = 0;
        long held = 0;
        for (int c = 0; c < bytes.length; c++) {
            refuseTooLarge(bytes[c], what);
            if (c > first && held + bytes[c] > Topic.BLOCK_BYTES) {
                blocks.add(new Block(first, c - first));
                first = c;
                held = 0;
            }
            held += bytes[c];
        }
        if (bytes.length > first) {
            blocks.add(new Block(first, bytes.length - first));
        }
        return blocks;
    }

    /** @throws UnprocessableException when one context's tensor does not fit a record */
    static void refuseTooLarge(long bytes, String what) {
        if (bytes > LARGEST_RECORD) {
            throw new UnprocessableException(
                    "the " + what + " of one context take " + bytes + " bytes but a record holds at most "
                            + LARGEST_RECORD + "; choose a smaller tokens.contextLength");
        }
    }
}
