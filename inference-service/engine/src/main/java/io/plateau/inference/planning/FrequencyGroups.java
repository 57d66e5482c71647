package io.plateau.inference.planning;

import java.util.Arrays;

import io.plateau.statistics.tokens.TokenGroup;

/** Divides token occurrences into rare and common by the frequency of their token (science.md section 1, Groups). */
final class FrequencyGroups {
    private FrequencyGroups() {
    }

    /**
     * Split at the 50th percentile. Occurrences of equal frequency (a frequency class) stay on one side, so the class
     * that holds the median goes to the side that leaves the groups closer in size, to the rare when both would.
     *
     * @param frequencies per occurrence
     * @return per occurrence {@link TokenGroup#RARE} or {@link TokenGroup#COMMON}
     */
    static byte[] median(long[] frequencies) {
        long[] sorted = frequencies.clone();
        Arrays.sort(sorted);
        byte[] groups = new byte[frequencies.length];
        if (sorted.length == 0) {
            return groups;
        }
        long median = sorted[(sorted.length - 1) / 2];
        long below = Arrays.stream(sorted).filter(f -> f < median).count();
        long upTo = Arrays.stream(sorted).filter(f -> f <= median).count();
        boolean medianIsRare = imbalance(upTo, sorted.length) <= imbalance(below, sorted.length);
        for (int i = 0; i < groups.length; i++) {
            boolean rare = frequencies[i] < median || frequencies[i] == median && medianIsRare;
            groups[i] = rare ? TokenGroup.RARE.code() : TokenGroup.COMMON.code();
        }
        return groups;
    }

    private static long imbalance(long rare, long all) {
        return Math.abs(2 * rare - all);
    }

    /** @return per occurrence a code of {@link TokenGroup} */
    static byte[] thresholds(long[] frequencies, FrequencyThresholds thresholds) {
        byte[] groups = new byte[frequencies.length];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = thresholds.group(frequencies[i]);
        }
        return groups;
    }
}
