package io.plateau.inference.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;

import io.plateau.contracts.UnprocessableException;
import io.plateau.inference.ablation.AblationBlock;
import io.plateau.inference.ablation.ResidualDelta;
import io.plateau.inference.checkpoint.Checkpoint;
import io.plateau.inference.checkpoint.SafetensorsFile;
import io.plateau.inference.checkpoint.TensorEntry;
import io.plateau.inference.model.CrossEntropy;
import io.plateau.inference.model.HookPoint;
import io.plateau.inference.model.TargetPositions;
import io.plateau.inference.model.Transformer;

/** How a family is added: one class from known parts, here StarCoder 2, held to values of the published implementation. */
class AddedFamilyTest {
    private static final Path CASE = Path.of("src/test/resources/golden-added/starcoder2");
    private static final NDManager MANAGER = NDManager.newBaseManager("PyTorch");
    private static final double TENSORS = 1e-4;
    private static final double LOSSES = 1e-5;
    private final SafetensorsFile expected = SafetensorsFile.open(CASE.resolve("expected.safetensors"));

    @AfterAll
    static void close() {
        MANAGER.close();
    }

    @Test
    void theServiceDoesNotHaveItYet() {
        String refusal = assertThrows(UnprocessableException.class,
                () -> ModelFamily.loadAny(Checkpoint.open(CASE), MANAGER)).getMessage();

        assertTrue(refusal.contains("model_type 'starcoder2'; supported are gpt2, gpt_neox, llama"), refusal);
    }

    @Test
    void aFamilyOfKnownPartsIsOneClass() {
        Checkpoint checkpoint = Checkpoint.open(CASE);
        Transformer model = new Starcoder2Family().loadWhole(checkpoint, MANAGER);
        int[][] contexts = contexts();
        int[][] targets = Arrays.stream(contexts).map(context -> IntStream.range(0, context.length - 1).toArray())
                .toArray(int[][]::new);
        TargetPositions positions = TargetPositions.of(contexts, targets);
        Map<HookPoint, NDList> seen = new TreeMap<>();

        NDArray end = model.forward(model.embed(MANAGER, contexts), 0, (point, layer, value) -> {
            value.attach(MANAGER);
            seen.computeIfAbsent(point, any -> new NDList()).add(value);
            return value;
        });

        assertClose("logits", TENSORS, model.logits(end));
        assertClose("attention", TENSORS, NDArrays.stack(seen.get(HookPoint.ATTENTION_WEIGHTS), 1));
        assertClose("head_output", TENSORS, NDArrays.stack(seen.get(HookPoint.HEAD_OUTPUT), 1));
        NDList activations = seen.get(HookPoint.MLP_ACTIVATION);
        NDArray last = activations.get(activations.size() - 1);
        assertClose("final_mlp_activation", TENSORS, last);
        NDArray residual = positions.rowsOf(end);
        assertClose("baseline_loss", LOSSES, MANAGER.create(CrossEntropy.of(model, residual, positions.next())));
        AblationBlock block = AblationBlock.of(residual, positions.rowsOf(last), values("mean_activation"),
                positions.next());
        assertClose("delta_loss", LOSSES, MANAGER.create(new ResidualDelta(model).ablate(block).delta()));
        assertEquals(model.shape(), new Starcoder2Family().shape(checkpoint.config()));
    }

    private int[][] contexts() {
        int length = (int) expected.entries().get("ids").shape()[1];
        double[] ids = values("ids");
        return IntStream.range(0, ids.length / length).mapToObj(c -> Arrays
                .stream(ids, c * length, (c + 1) * length).mapToInt(id -> (int) id).toArray()).toArray(int[][]::new);
    }

    private double[] values(String tensor) {
        TensorEntry entry = expected.entries().get(tensor);
        ByteBuffer raw = expected.map(entry);
        return IntStream.range(0, (int) entry.elements())
                .mapToDouble(i -> tensor.equals("ids") ? raw.getLong(i * Long.BYTES) : raw.getDouble(i * Double.BYTES))
                .toArray();
    }

    private void assertClose(String tensor, double tolerance, NDArray found) {
        double[] values = found.toType(DataType.FLOAT64, true).toDoubleArray();
        double[] golden = values(tensor);
        assertEquals(golden.length, values.length, tensor);
        double largest = IntStream.range(0, values.length).mapToDouble(i -> Math.abs(values[i] - golden[i])).max()
                .orElseThrow();
        assertTrue(largest <= tolerance, tensor + ": largest difference " + largest);
    }
}
