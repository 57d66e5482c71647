package io.plateau.inference.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.event.ActivationsCaptured;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.NeuronLossesMeasured;
import io.plateau.contracts.event.PatchPair;

/** Assertions on the tensors of published events. */
final class CapturedEvents {
    private static final int NEURONS = 256;
    private static final int HEADS = 4;

    private CapturedEvents() {
    }

    static void assertActivations(Collection<ActivationsCaptured> events, double[] mean) {
        double[] sum = new double[NEURONS];
        int positions = 0;
        int observed = 0;
        for (ActivationsCaptured event : events) {
            int rows = event.getPositions().getContext().size();
            float[] activations = Tensors.decode("activations", event.getActivations(), rows, NEURONS);
            IntStream.range(0, activations.length).forEach(i -> sum[i % NEURONS] += activations[i]);
            positions += rows;
            byte[] observation = event.getObservation().array();
            assertEquals(rows, observation.length);
            for (byte flag : observation) {
                observed += flag;
            }
            assertTrue(event.getSpecification().contains("\"seed\":1"), "defaults must be filled in");
        }
        assertEquals(200, observed);
        int all = positions;
        // Sums in another order: they agree to rounding of doubles, far below that of the float32 activations
        assertArrayEquals(Arrays.stream(sum).map(s -> s / all).toArray(), mean, 1e-9);
    }

    /** In closed form the losses of neurons 3 and 200 are those of the series, as far as that goes. */
    static void assertRefined(NeuronLossesMeasured refined, NeuronLossesMeasured first) {
        int rows = first.getPositions().getContext().size();
        assertEquals(List.of(3, 200), refined.getNeurons());
        assertEquals(first.getPositions(), refined.getPositions());
        float[] all = Tensors.decode("deltaLoss", first.getDeltaLoss(), rows, NEURONS);
        float[] again = Tensors.decode("deltaLoss", refined.getDeltaLoss(), rows, 2);
        for (int p = 0; p < rows; p++) {
            // The remainder that a guard of 0.1 lets through at order 2
            assertEquals(all[p * NEURONS + 3], again[2 * p], 1e-3);
            assertEquals(all[p * NEURONS + 200], again[2 * p + 1], 1e-3);
        }
        assertEquals(null, refined.getSample());
    }

    static void assertAttention(Collection<AttentionCaptured> events, int blocks) {
        assertEquals(blocks, events.stream().mapToInt(AttentionCaptured::getBlock).distinct().count());
        for (AttentionCaptured event : events) {
            assertTrue(event.getLayer() == 1, "layer " + event.getLayer());
            int row = event.getPositions().getPosition().stream().mapToInt(t -> t + 1).sum();
            float[] weights = Tensors.decode("attention", event.getAttention(), HEADS, row);
            int at = 0;
            for (int t : event.getPositions().getPosition()) {
                double sum = 0;
                for (int key = 0; key <= t; key++) {
                    sum += weights[at++];
                }
                // A softmax of up to 64 float32 terms
                assertEquals(1, sum, 1e-5);
            }
        }
    }

    static void assertLosses(List<NeuronLossesMeasured> losses, Collection<ActivationsCaptured> activations) {
        int[] groups = new int[3];
        for (NeuronLossesMeasured event : losses) {
            int rows = event.getPositions().getContext().size();
            Tensors.decode("deltaLoss", event.getDeltaLoss(), rows, NEURONS);
            for (float loss : Tensors.decode("baselineLoss", event.getBaselineLoss(), rows)) {
                assertTrue(loss > 0, "a cross-entropy is positive");
            }
            for (byte group : event.getPositions().getGroup().array()) {
                groups[group]++;
            }
        }
        assertEquals(activations.stream().mapToInt(a -> a.getPositions().getContext().size()).sum(),
                groups[0] + groups[1]);
        // Halves up to one class of equally frequent tokens, of which the largest is a few percent of English
        assertTrue(Math.abs(groups[0] - groups[1]) < 0.1 * (groups[0] + groups[1]), groups[0] + " rare, " + groups[1]);
    }

    /** The unpatched rows are activations that the capture saw, and the pairs are of a rare and a common target. */
    static void assertPatches(HeadPatchesMeasured patches, Collection<ActivationsCaptured> captured) {
        int pairs = patches.getPairs().size();
        // Rare, common, and of one layer its heads and the layer
        float[] found = Tensors.decode("patches", patches.getActivation(), 2 + HEADS + 1, pairs, 3);
        for (int k = 0; k < pairs; k++) {
            PatchPair pair = patches.getPairs().get(k);
            assertRow(captured, pair.getRareContext(), pair.getRarePosition(), pair.getRareToken(), 0, found, k * 3);
            assertRow(captured, pair.getCommonContext(), pair.getCommonPosition(), pair.getCommonToken(), 1, found,
                    (pairs + k) * 3);
        }
    }

    private static void assertRow(Collection<ActivationsCaptured> captured, int context, int position, int token,
            int group, float[] found, int from) {
        for (ActivationsCaptured event : captured) {
            for (int row = 0; row < event.getPositions().getContext().size(); row++) {
                if (event.getPositions().getContext().get(row) == context
                        && event.getPositions().getPosition().get(row) == position) {
                    float[] all = Tensors.decode("activations", event.getActivations(), -1, NEURONS);
                    assertEquals(token, event.getPositions().getTarget().get(row));
                    assertEquals(group, event.getPositions().getGroup().array()[row]);
                    // Another batch of contexts, cut shorter: float32 in another order
                    assertEquals(all[row * NEURONS + 7], found[from], 1e-4);
                    assertEquals(all[row * NEURONS + 200], found[from + 2], 1e-4);
                    return;
                }
            }
        }
        throw new AssertionError("position " + position + " of context " + context + " was not captured");
    }

    static List<NeuronLossesMeasured> sorted(Collection<NeuronLossesMeasured> events) {
        return events.stream().sorted(Comparator.comparing(NeuronLossesMeasured::getBlock)).toList();
    }

    /** Of every neuron the eight positions of each sign at which its loss change is largest, by sorting all of them. */
    static void assertContexts(List<?> rows, List<Integer> neurons, List<NeuronLossesMeasured> losses,
            Collection<ActivationsCaptured> activations) {
        List<List<Object>> expected = new ArrayList<>();
        for (int neuron : neurons) {
            for (String effect : List.of("lowered", "raised")) {
                List<List<Object>> all = new ArrayList<>();
                for (NeuronLossesMeasured event : losses) {
                    ActivationsCaptured active = activations.stream()
                            .filter(a -> a.getBlock() == event.getBlock()).findFirst().orElseThrow();
                    int positions = event.getPositions().getContext().size();
                    float[] changes = Tensors.decode("deltaLoss", event.getDeltaLoss(), positions, NEURONS);
                    float[] values = Tensors.decode("activations", active.getActivations(), positions, NEURONS);
                    for (int p = 0; p < positions; p++) {
                        float change = changes[p * NEURONS + neuron];
                        if (effect.equals("raised") ? change > 0 : change < 0) {
                            all.add(List.of(event.getPositions().getContext().get(p),
                                    event.getPositions().getPosition().get(p), (double) change,
                                    (double) values[p * NEURONS + neuron]));
                        }
                    }
                }
                all.sort(Comparator.comparingDouble(row -> -Math.abs((double) row.get(2))));
                for (int rank = 1; rank <= 8; rank++) {
                    List<Object> row = new ArrayList<>(List.of(neuron, effect, rank));
                    row.addAll(all.get(rank - 1));
                    expected.add(row);
                }
            }
        }
        Comparator<List<Object>> key = Comparator.comparing((List<Object> row) -> (Integer) row.get(0))
                .thenComparing(row -> (String) row.get(1)).thenComparing(row -> (Integer) row.get(2));
        List<List<Object>> found = rows.stream().map(row -> Arrays.asList((Object[]) row)).sorted(key).toList();
        assertEquals(expected.stream().map(row -> row.subList(0, 6)).toList(),
                found.stream().map(row -> row.subList(0, 6)).toList());
        for (int i = 0; i < found.size(); i++) {
            // The pass that ablates is another than the one that captures: rounding of float32
            assertEquals((double) expected.get(i).get(6), (double) found.get(i).get(6), 1e-4);
        }
    }
}
