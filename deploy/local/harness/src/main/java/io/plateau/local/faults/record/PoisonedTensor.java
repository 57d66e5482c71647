package io.plateau.local.faults.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

import org.apache.avro.specific.SpecificRecordBase;

import io.plateau.contracts.event.TensorBlock;

/** Damages one tensor of an event, and nothing else. */
final class PoisonedTensor {
    private PoisonedTensor() {
    }

    static Optional<RawRecord> of(RawRecord genuine, RandomGenerator random, Consumer<TensorBlock> damage) {
        SpecificRecordBase event = genuine.event();
        List<TensorBlock> tensors = event.getSchema().getFields().stream().map(field -> event.get(field.pos()))
                .filter(TensorBlock.class::isInstance).map(TensorBlock.class::cast).toList();
        if (tensors.isEmpty()) {
            return Optional.empty();
        }
        damage.accept(tensors.get(random.nextInt(tensors.size())));
        return Optional.of(genuine.withEvent(event, genuine.experimentId()));
    }

    static Optional<RawRecord> withNan(RawRecord genuine, RandomGenerator random) {
        return of(genuine, random, tensor -> {
            ByteBuffer data = ByteBuffer.allocate(tensor.getData().remaining()).order(ByteOrder.LITTLE_ENDIAN);
            data.put(tensor.getData().duplicate()).flip();
            data.putFloat(Float.BYTES * random.nextInt(data.remaining() / Float.BYTES), Float.NaN);
            CRC32C crc = new CRC32C();
            crc.update(data.duplicate());
            put(tensor, "data", data);
            put(tensor, "checksum", (int) crc.getValue());
        });
    }

    /** The generated classes are read-only but for this. */
    static void put(TensorBlock tensor, String field, Object value) {
        tensor.put(tensor.getSchema().getField(field).pos(), value);
    }
}
