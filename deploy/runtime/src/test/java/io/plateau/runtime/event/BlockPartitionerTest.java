package io.plateau.runtime.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockPartitionerTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 12, 48, 60, 97, 120})
    void everyPartitionHasItsBlockBeforeOneHasTwo(int partitions) {
        for (int begin : new int[]{0, 1, 17, 9_999}) {
            Set<Integer> reached = new HashSet<>();
            IntStream.range(begin, begin + partitions).forEach(block -> reached.add(partition(block, partitions)));
            assertEquals(partitions, reached.size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 8, 10, 12, 32})
    void fewBlocksAheadAreWorkForAllReplicasWhicheverPartitionsTheyHave(int replicas) {
        int partitions = 120;
        int ahead = 3 * replicas;
        for (int begin = 0; begin < partitions; begin++) {
            int[] neighbours = new int[replicas];
            int[] alternate = new int[replicas];
            for (int block = begin; block < begin + ahead; block++) {
                int partition = partition(block, partitions);
                neighbours[partition * replicas / partitions]++;
                alternate[partition % replicas]++;
            }
            assertTrue(Arrays.stream(neighbours).allMatch(blocks -> blocks >= 1 && blocks <= 5),
                    () -> Arrays.toString(neighbours));
            assertTrue(Arrays.stream(alternate).allMatch(blocks -> blocks >= 1 && blocks <= 6),
                    () -> Arrays.toString(alternate));
        }
    }

    @Test
    void experimentsAndStagesBeginAtDifferentPartitions() {
        Set<Integer> begins = new HashSet<>();
        IntStream.range(0, 200).forEach(i -> begins.add(BlockPartitioner.partition("e" + i + "/capture/0", 60)));
        assertTrue(begins.size() > 50, begins.size() + " of 60");
    }

    @Test
    void aKeyThatIsOfNoBlockHasAPartitionToo() {
        for (String key : new String[]{"e/request", "e/capture/", "e", "null", "e/99999999999999", "e/-1", "/7"}) {
            int partition = BlockPartitioner.partition(key, 6);
            assertTrue(partition >= 0 && partition < 6, key);
            assertEquals(partition, BlockPartitioner.partition(key, 6));
        }
    }

    private static int partition(int block, int partitions) {
        return BlockPartitioner.partition("5f0e0c0e-experiment/capture/" + block, partitions);
    }
}
