package io.plateau.validity.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.plateau.influence.joint.Dose;
import io.plateau.influence.joint.JointBlock;
import io.plateau.influence.joint.JointReport;
import io.plateau.influence.joint.JointSums;
import io.plateau.influence.joint.SetKey;
import io.plateau.statistics.random.SeedDerivation;
import io.plateau.statistics.random.SplitMix64;
import io.plateau.statistics.sampling.MatchedSets;
import io.plateau.validity.Check;
import io.plateau.validity.Findings;

/**
 * Sets of neurons ablated at once. Each neuron adds to the losses of rare and common targets what grows with its activation, so that
 * sets that are not matched in activation would look selective, and something of its own.
 */
public final class JointStudy {
    private static final String SECTION = "joint";
    private static final int NEURONS = 400;
    private static final int SET = 20;
    /** Two deciles, of which the set has a quarter. */
    private static final int MOST_ACTIVE = 80;
    /** Not whole deciles: the set is more active than what it is matched to. */
    private static final int PART_OF_DECILE = 60;
    private static final int CONTROLS = 99;
    private static final int CONTEXTS = 12;
    private static final int POSITIONS = 4;
    private static final double OWN = 0.3;
    private static final double SCATTER = 0.5;
    private static final double LEVEL = 0.05;
    private static final double[] RAISED = {0.05, 0.1, 0.3};

    private JointStudy() {
    }

    public static void run(Findings findings) {
        List<Dose> without = Draws.of(findings.size().routingDraws(), i -> dose(findings, NEURONS, 0, 0, i));
        findings.calibrated(SECTION, "selectivity of a set against matched sets", Draws.values(without, Dose::pValue),
                1.0 / (1 + CONTROLS));
        findings.calibrated(SECTION, "selectivity of a set among the " + MOST_ACTIVE + " most active neurons",
                Draws.values(Draws.of(findings.size().routingDraws(), i -> dose(findings, MOST_ACTIVE, 0, 0, i)),
                        Dose::pValue),
                1.0 / (1 + CONTROLS));
        findings.shown(SECTION, "selectivity of a set among the " + PART_OF_DECILE
                + " most active neurons, where deciles leave a difference in activation",
                Draws.values(Draws.of(findings.size().nullDraws(), i -> dose(findings, PART_OF_DECILE, 0, 0, i)),
                        Dose::pValue));
        for (double raised : RAISED) {
            List<Dose> planted = Draws.of(findings.size().effectDraws(), i -> dose(findings, NEURONS, raised, 0, i));
            findings.add(Check.finding(SECTION, "power: each of " + SET + " neurons adds " + raised
                    + " nats to rare targets: selectivity p <= 0.05",
                    Findings.below(Draws.values(planted, Dose::pValue), LEVEL), planted.size()));
        }
        // The interval is over twelve contexts: its coverage is that of Student's t.
        findings.add(Check.atLeast(SECTION, "neurons that are independent: the interval of their synergy holds 0", 0.9,
                without.stream().filter(d -> d.rareSynergy().low() <= 0 && d.rareSynergy().high() >= 0).count(),
                without.size()));
        List<Dose> backed = Draws.of(findings.size().effectDraws(), i -> dose(findings, NEURONS, 0, 1, i));
        findings.add(Check.atLeast(SECTION,
                "neurons that back each other up by 1 nat: the interval of their synergy is above 0",
                0.9, backed.stream().filter(d -> d.rareSynergy().low() > 0).count(), backed.size()));
    }

    /**
     * @param among the set is drawn from so many neurons, the most active ones
     * @param raised what each neuron of the set adds to rare targets, nats
     * @param synergy what the set adds beyond its neurons, nats
     */
    private static Dose dose(Findings findings, int among, double raised, double synergy, int draw) {
        SplittableRandom random = SeedDerivation.FNV_1A.stream(findings.seed(),
                "validity/joint " + among + " " + raised + " " + synergy,
                draw);
        double[] activation = random.doubles(NEURONS).map(u -> -Math.log(1 - u)).toArray();
        double[] selectivity = Arrays.stream(activation).map(a -> 0.5 * a + OWN * random.nextGaussian()).toArray();
        int[] byActivation = IntStream.range(0, NEURONS).boxed().sorted(Comparator.comparingDouble(n -> -activation[n]))
                .mapToInt(n -> n).toArray();
        int[] set = IntStream.generate(() -> random.nextInt(among)).distinct().limit(SET)
                .map(rank -> byActivation[rank]).toArray();
        for (int n : set) {
            selectivity[n] += raised;
        }
        List<SetKey> keys = new ArrayList<>(List.of(new SetKey(SetKey.Kind.TOP, SET, 0)));
        List<int[]> members = new ArrayList<>(List.of(set));
        MatchedSets matched = new MatchedSets(activation, set);
        for (int c = 0; c < CONTROLS; c++) {
            keys.add(new SetKey(SetKey.Kind.CONTROL, SET, c));
            members.add(matched.draw(SplitMix64.of(findings.seed(), "validity/joint", draw, c)));
        }
        keys.add(new SetKey(SetKey.Kind.REST, 0, 0));
        members.add(IntStream.range(0, NEURONS).toArray());
        float[] delta = new float[keys.size() * CONTEXTS * 2];
        float[] separate = new float[delta.length];
        for (int k = 0; k < CONTEXTS; k++) {
            // What a context is like moves all sets' losses alike.
            double context = random.nextGaussian();
            for (int s = 0; s < keys.size(); s++) {
                double sum = Arrays.stream(members.get(s)).mapToDouble(n -> selectivity[n]).sum();
                int at = (s * CONTEXTS + k) * 2;
                separate[at] = (float) (POSITIONS * (sum + context));
                delta[at] = (float) (separate[at]
                        + POSITIONS * ((s == 0 ? synergy : 0) + SCATTER * random.nextGaussian()));
            }
        }
        JointSums sums = new JointSums();
        sums.add(new JointBlock(keys, IntStream.range(0, CONTEXTS).toArray(),
                IntStream.generate(() -> POSITIONS).limit(2L * CONTEXTS).toArray(), delta, separate));
        return JointReport.of(sums, SET, true, LEVEL).doses().get(0);
    }
}
