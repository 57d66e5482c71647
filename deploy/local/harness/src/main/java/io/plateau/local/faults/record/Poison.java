package io.plateau.local.faults.record;

import static io.plateau.local.faults.record.PoisonedTensor.put;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.plateau.contracts.Labelled;
import io.plateau.contracts.Topic;

/** The ways in which a genuine record is damaged. */
public enum Poison implements Labelled {
    /** The payload ends early. */
    TRUNCATED {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            byte[] payload = genuine.payload();
            return Optional.of(genuine.withPayload(Arrays.copyOf(payload, 1 + random.nextInt(payload.length - 1))));
        }
    },
    /** One bit of the payload is another. */
    BIT_FLIPPED {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            byte[] payload = genuine.payload().clone();
            payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            return Optional.of(genuine.withPayload(payload));
        }
    },
    /** A tensor's data is not what its checksum says. */
    WRONG_CHECKSUM {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            return PoisonedTensor.of(genuine, random,
                    tensor -> put(tensor, "checksum", tensor.getChecksum() ^ 1 << random.nextInt(Integer.SIZE)));
        }
    },
    /** A tensor's shape says one row more than its data has. */
    WRONG_SHAPE {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            return PoisonedTensor.of(genuine, random, tensor -> {
                List<Integer> shape = new ArrayList<>(tensor.getShape());
                shape.set(0, shape.get(0) + 1);
                put(tensor, "shape", shape);
            });
        }
    },
    /** The product of a tensor's shape is 0 in 32 bits and 2⁶⁴ in truth. */
    OVERFLOWING_SHAPE {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            return PoisonedTensor.of(genuine, random,
                    tensor -> put(tensor, "shape", List.of(1 << 16, 1 << 16, 1 << 16, 1 << 16)));
        }
    },
    /** A tensor holds a NaN, and its checksum fits. */
    NAN {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            return PoisonedTensor.withNan(genuine, random);
        }
    },
    /** There is no payload. */
    EMPTY {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            return Optional.of(genuine.withPayload(new byte[0]));
        }
    },
    /** The payload is larger than its topic takes: the broker refuses it. */
    OVERSIZED {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            int limit = Arrays.stream(Topic.values()).filter(t -> t.topicName().equals(genuine.topic())).findFirst()
                    .orElseThrow().maxRecordBytes();
            return Optional.of(genuine.withPayload(Arrays.copyOf(genuine.payload(), limit + 1)));
        }
    },
    /** The fingerprint in the payload is of no schema that there is. */
    UNKNOWN_SCHEMA {
        /** Of Avro's single-object encoding: two bytes that mark it, then eight of the fingerprint. */
        private static final int FIRST = 2;
        private static final int LAST = 10;

        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            byte[] payload = genuine.payload().clone();
            for (int i = FIRST; i < LAST; i++) {
                payload[i] ^= (byte) 0xFF;
            }
            return Optional.of(genuine.withPayload(payload));
        }
    },
    /** A sound event of an unknown experiment. */
    UNKNOWN_EXPERIMENT {
        @Override
        public Optional<RawRecord> of(RawRecord genuine, RandomGenerator random) {
            return Optional.of(genuine.addressedTo("unknown-" + Long.toHexString(random.nextLong())));
        }
    };

    /**
     * A damaged copy of a genuine record.
     *
     * @return empty where such an event cannot have the damage: it carries no tensor
     */
    public abstract Optional<RawRecord> of(RawRecord genuine, RandomGenerator random);
}
