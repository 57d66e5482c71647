package io.plateau.local.faults.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final List<RawRecord> RECORDS = IntStream.range(0, 20).mapToObj(i -> record("a", i, 1)).toList();

    @Test
    void whatWasSentAgainIsNotMultiplied() {
        List<RawRecord> sent = Replay.twiceShuffled(RECORDS, 1);

        assertEquals(40, sent.size());
        assertEquals(20, Replay.distinct(sent).size());
    }

    @Test
    void otherBytesOrAnotherTopicAreAnotherRecord() {
        assertEquals(3, Replay.distinct(List.of(record("a", 1, 1), record("a", 1, 2), record("b", 1, 1))).size());
    }

    @Test
    void theOrderIsTheSeeds() {
        assertEquals(Replay.twiceShuffled(RECORDS, 1), Replay.twiceShuffled(RECORDS, 1));
        assertNotEquals(Replay.twiceShuffled(RECORDS, 1), Replay.twiceShuffled(RECORDS, 2));
    }

    private static RawRecord record(String topic, int id, int content) {
        return new RawRecord(topic, new byte[0], new byte[]{(byte) content}, new RecordHeaders().add("ce_id",
                Integer.toString(id).getBytes(StandardCharsets.UTF_8)));
    }
}
