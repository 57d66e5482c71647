package io.plateau.routing.attention;

import java.util.Arrays;

import io.plateau.routing.concentration.Concentration;
import io.plateau.routing.concentration.GiniCoefficient;
import io.plateau.statistics.tokens.TokenGroup;

/**
 * What remains of a block of attention rows: sums over its rows, per group G and head. Sums, not means, so that
 * blocks reduce in any grouping; all in double.
 *
 * @param heads H
 * @param offsets O relative offsets of the profile
 * @param rows G: number of rows of one head
 * @param giniRows G: those of them that have a concentration
 * @param gini G, H: sum of these rows' concentrations
 * @param profileRows G, O: number of rows that see the offset
 * @param profile G, H, O: sum of the weights at the offset
 */
public record AttentionSums(int heads, int offsets, double[] rows, double[] giniRows, double[] gini,
        double[] profileRows, double[] profile) {

    public static AttentionSums of(AttentionRows block, int offsets, Concentration concentration) {
        int heads = block.heads();
        AttentionSums sums = new AttentionSums(heads, offsets, new double[TokenGroup.COUNT],
                new double[TokenGroup.COUNT], new double[TokenGroup.COUNT * heads],
                new double[TokenGroup.COUNT * offsets],
                new double[TokenGroup.COUNT * heads * offsets]);
        GiniCoefficient coefficient = new GiniCoefficient(concentration);
        int from = 0;
        for (int head = 0; head < heads; head++) {
            for (int p = 0; p < block.positions().length; p++) {
                int keys = block.keys(p);
                int group = block.groups()[p];
                if (group != TokenGroup.NEITHER) {
                    if (concentration.measures(keys)) {
                        sums.gini[group * heads + head] += coefficient.of(block.weights(), from, keys);
                    }
                    sums.addToProfile(group, head, block.weights(), from + keys - 1, Math.min(keys, offsets));
                }
                from += keys;
            }
        }
        sums.count(block, concentration);
        return sums;
    }

    /** Of the rows of both; they must be of as many heads and offsets. */
    AttentionSums plus(AttentionSums other) {
        return new AttentionSums(heads, offsets, sum(rows, other.rows), sum(giniRows, other.giniRows),
                sum(gini, other.gini), sum(profileRows, other.profileRows), sum(profile, other.profile));
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    /** @param self index of the weight at offset 0; the offsets run backwards from it */
    private void addToProfile(int group, int head, float[] weights, int self, int seen) {
        int at = (group * heads + head) * offsets;
        for (int offset = 0; offset < seen; offset++) {
            profile[at + offset] += weights[self - offset];
        }
    }

    private void count(AttentionRows block, Concentration concentration) {
        for (int p = 0; p < block.positions().length; p++) {
            int group = block.groups()[p];
            if (group != TokenGroup.NEITHER) {
                rows[group]++;
                giniRows[group] += concentration.measures(block.keys(p)) ? 1 : 0;
                for (int offset = 0; offset < Math.min(block.keys(p), offsets); offset++) {
                    profileRows[group * offsets + offset]++;
                }
            }
        }
    }
}
