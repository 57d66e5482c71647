package io.plateau.local.faults.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.plateau.contracts.CloudEvent;

/** The order in which records come again. */
public final class Replay {
    private Replay() {
    }

    /** Every record twice, all in one shuffled order. */
    public static List<RawRecord> twiceShuffled(List<RawRecord> records, long seed) {
        List<RawRecord> twice = new ArrayList<>(records);
        twice.addAll(records);
        Collections.shuffle(twice, new Random(seed));
        return twice;
    }

    /** Each record once, where it came first: what was sent again before is not multiplied by sending it again. */
    public static List<RawRecord> distinct(List<RawRecord> records) {
        Set<List<Object>> seen = new HashSet<>();
        return records.stream().filter(r -> seen.add(
                Arrays.asList(r.topic(), CloudEvent.value(r.headers(), "ce_id"), Arrays.hashCode(r.payload()))))
                .toList();
    }
}
