package io.plateau.statistics.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

class SplitMix64Test {

    @Test
    void givesThePublishedSequence() {
        // The reference output of Vigna's splitmix64.c for the seed 1234567.
        SplitMix64 random = new SplitMix64(1234567);
        String[] expected = {"6457827717110365317", "3203168211198807973", "9817491932198370423",
                "4593380528125082431", "16408922859458223821"};
        String[] drawn = IntStream.range(0, 5).mapToObj(i -> Long.toUnsignedString(random.nextLong()))
                .toArray(String[]::new);
        assertArrayEquals(expected, drawn);
    }

    @Test
    void purposesAndIndicesGiveUnrelatedGenerators() {
        long[] first = LongStream.of(SplitMix64.of(1, "a").nextLong(), SplitMix64.of(1, "b").nextLong(),
                SplitMix64.of(2, "a").nextLong(), SplitMix64.of(1, "a", 0).nextLong(),
                SplitMix64.of(1, "a", 1).nextLong(), SplitMix64.of(1, "a", 0, 1).nextLong(),
                SplitMix64.of(1, "a", 1, 0).nextLong()).toArray();
        assertEquals(first.length, Arrays.stream(first).distinct().count());
        assertEquals(SplitMix64.of(1, "a", 3).nextLong(), SplitMix64.of(1, "a", 3).nextLong());
    }

    @Test
    void boundedNumbersAreUniform() {
        SplitMix64 random = new SplitMix64(3);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.nextInt(7)]++;
        }
        // Binomial(70,000, 1/7) has a standard deviation of 93: five of them.
        for (int count : counts) {
            assertEquals(10_000, count, 465);
        }
        assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
    }

    @Test
    void doublesLieInTheUnitInterval() {
        SplitMix64 random = new SplitMix64(4);
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextDouble();
            assertTrue(value >= 0 && value < 1);
            sum += value;
        }
        // The mean of 10,000 uniforms has a standard deviation of 0.0029: five of them.
        assertEquals(0.5, sum / 10_000, 0.015);
    }

    @Test
    void shufflingKeepsTheValues() {
        int[] values = IntStream.range(0, 50).toArray();
        new SplitMix64(5).shuffle(values);
        assertFalse(Arrays.equals(IntStream.range(0, 50).toArray(), values));
        Arrays.sort(values);
        assertArrayEquals(IntStream.range(0, 50).toArray(), values);
    }
}
