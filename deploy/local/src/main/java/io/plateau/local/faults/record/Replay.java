package io.plateau.local.faults.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.plateau.contracts.CloudEvent;

/** The orders in which records come a second time. */
public enum Replay {
    /** Every record twice, all in one shuffled order. */
    TWICE_SHUFFLED {
        @Override
        public List<RawRecord> of(List<RawRecord> records, long seed) {
            List<RawRecord> twice = new ArrayList<>(records);
            twice.addAll(records);
            Collections.shuffle(twice, new Random(seed));
            return twice;
        }
    },
    /** As the topics were written, topic by topic in a drawn order. */
    FROM_THE_START {
        @Override
        public List<RawRecord> of(List<RawRecord> records, long seed) {
            List<String> topics = new ArrayList<>(records.stream().map(RawRecord::topic).distinct().toList());
            Collections.shuffle(topics, new Random(seed));
            return topics.stream().flatMap(topic -> records.stream().filter(r -> r.topic().equals(topic))).toList();
        }
    };

    /** @param records topic by topic, in their order */
    public abstract List<RawRecord> of(List<RawRecord> records, long seed);

    /** Each record once, where it came first: what was sent again before is not multiplied by sending it again. */
    public static List<RawRecord> distinct(List<RawRecord> records) {
        Set<List<Object>> seen = new HashSet<>();
        return records.stream().filter(r -> seen.add(
                Arrays.asList(r.topic(), CloudEvent.value(r.headers(), "ce_id"), Arrays.hashCode(r.payload()))))
                .toList();
    }
}
