package io.plateau.routing.messaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import io.plateau.contracts.Tensors;
import io.plateau.contracts.UnprocessableException;
import io.plateau.contracts.event.AblationKind;
import io.plateau.contracts.event.AblationTarget;
import io.plateau.contracts.event.AttentionCaptured;
import io.plateau.contracts.event.HeadAblationsMeasured;
import io.plateau.contracts.event.HeadPatchesMeasured;
import io.plateau.contracts.event.PatchKind;
import io.plateau.contracts.event.PatchPair;
import io.plateau.contracts.event.PatchTarget;
import io.plateau.contracts.event.Positions;
import io.plateau.contracts.event.TensorBlock;

/** What the handlers refuse, with the reason the experiment will fail with. */
class MalformedBlocksTest {
    private static final String SPECIFICATION = "{\"model\": \"tiny-neox\"}";
    private final AttentionHandler attention = new AttentionHandler(null, null);
    private final HeadAblationsHandler headAblations = new HeadAblationsHandler(null, null);
    private final HeadPatchesHandler patches = new HeadPatchesHandler(null, null);

    @Test
    void attentionOfSeveralContextsOrMissingLayersIsRefused() {
        refused("all positions must be of one context", () -> attention.compute(attention(4, List.of(0, 1), 1, 1, 0)));
        refused("names 1 contexts", () -> attention.compute(attention(4, List.of(0), 1, 1, 0)));
        refused("layer -1", () -> attention.compute(attention(-1, List.of(0, 0), 1, 1, 0)));
        refused("sums to 0.5", () -> attention.compute(attention(4, List.of(3, 3), 1, 0.25f, 0.25f)));
        refused("NaN at element 1", () -> attention.compute(attention(4, List.of(3, 3), 1, Float.NaN, 1)));
        refused("block 7 of 7",
                () -> attention
                        .key(new AttentionCaptured("x", SPECIFICATION, 7, 7, 4, null,
                                Tensors.encode(new float[0], 0), null)));
    }

    @Test
    void aContextWithoutTargetsIsAnEmptyBlock() {
        AttentionCaptured empty = new AttentionCaptured("x", SPECIFICATION, 0, 1, 4,
                new Positions(List.of(), List.of(), List.of(), ByteBuffer.allocate(0)),
                Tensors.encode(new float[0], 2, 0), null);

        assertEquals(0, attention.compute(empty).rows()[0]);
    }

    @Test
    void activationsThatDoNotFitTheirTargetsAreRefused() {
        TensorBlock good = Tensors.encode(new float[4], 2, 1, 2, 1);
        TensorBlock bad = Tensors.encode(new float[4], 4, 1, 1, 1);

        assertEquals(4, headAblations.compute(ablations(good, good, List.of(3, 3))).signed().length);
        refused("mean absolute plateau activation of block 0 has shape [4, 1, 1, 1], expected [2, 1, 2, 1]",
                () -> headAblations.compute(ablations(bad, good, List.of(3, 3))));
        refused("mean signed plateau activation", () -> headAblations.compute(ablations(good, bad, List.of(3, 3))));
        refused("1 position counts", () -> headAblations.compute(ablations(good, good, List.of(3))));
    }

    @Test
    void patchesThatDoNotFitTheirTargetsAreRefused() {
        List<PatchKind> kinds = List.of(PatchKind.RARE, PatchKind.COMMON, PatchKind.HEAD);

        assertEquals(3, patches.compute(patched(kinds, Tensors.encode(new float[3], 3, 1, 1))).absolute().length);
        refused("patched plateau activation of block 0 has shape [3], expected [3, 1, 1]",
                () -> patches.compute(patched(kinds, Tensors.encode(new float[3], 3))));
        refused("Infinity at element 2", () -> patches.compute(patched(kinds,
                Tensors.encode(new float[]{0, 0, Float.POSITIVE_INFINITY}, 3, 1, 1))));
        refused("the first two must be RARE and COMMON", () -> patches.compute(
                patched(List.of(PatchKind.COMMON, PatchKind.RARE), Tensors.encode(new float[2], 2, 1, 1))));
        refused("and no other", () -> patches.compute(patched(
                List.of(PatchKind.RARE, PatchKind.COMMON, PatchKind.RARE), Tensors.encode(new float[3], 3, 1, 1))));
    }

    private static HeadPatchesMeasured patched(List<PatchKind> kinds, TensorBlock activation) {
        return new HeadPatchesMeasured("x", SPECIFICATION, 0, 1,
                kinds.stream().map(kind -> new PatchTarget(kind, 4, 0)).toList(),
                List.of(new PatchPair(0, 5, 9, 1, 5, 8)), List.of(9), activation, 5);
    }

    /** Positions 0 and 1 of one head: three weights. */
    private static AttentionCaptured attention(int layer, List<Integer> contexts, float... weights) {
        return new AttentionCaptured("x", SPECIFICATION, 0, 1, layer,
                new Positions(contexts, List.of(0, 1), List.of(5, 6), ByteBuffer.wrap(new byte[]{0, 1})),
                Tensors.encode(weights, 1, weights.length), null);
    }

    private static HeadAblationsMeasured ablations(TensorBlock absolute, TensorBlock signed, List<Integer> counts) {
        return new HeadAblationsMeasured("x", SPECIFICATION, 0, 1,
                List.of(new AblationTarget(AblationKind.BASELINE, -1, -1, -1),
                        new AblationTarget(AblationKind.HEAD, 4, 0, -1)),
                List.of(0), List.of(9), counts, absolute, signed, 5);
    }

    private static void refused(String reason, Executable what) {
        String message = assertThrows(UnprocessableException.class, what).getMessage();
        assertTrue(message.contains(reason), message);
    }
}
