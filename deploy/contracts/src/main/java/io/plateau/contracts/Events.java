package io.plateau.contracts;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The payload of an event: Avro's single-object encoding, which carries the fingerprint of its schema, so
 * that bytes of another schema are recognised and not misread.
 */
public final class Events {
    /** Reads into the classes of the event's own loader: where an application has several, Avro would guess. */
    private static final ClassValue<BinaryMessageDecoder<?>> DECODERS = new ClassValue<>() {
        @Override
        protected BinaryMessageDecoder<?> computeValue(Class<?> type) {
            SpecificData data = new SpecificData(type.getClassLoader());
            return new BinaryMessageDecoder<>(data, data.getSchema(type));
        }
    };

    private Events() {
    }

    public static byte[] encode(SpecificRecordBase event) {
        try {
            ByteBuffer bytes = new BinaryMessageEncoder<SpecificRecordBase>(SpecificData.getForClass(event.getClass()),
                    event.getSchema()).encode(event);
            byte[] array = new byte[bytes.remaining()];
            bytes.get(array);
            return array;
        } catch (IOException e) {
            throw new IllegalStateException("an event in memory could not be encoded", e);
        }
    }

    /** CRC-32C of a payload, eight hexadecimal digits: detects damage that leaves the event readable. */
    public static String checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return String.format("%08x", crc.getValue());
    }

    /** @throws MalformedEventException when the bytes are not an event of this type */
    public static <E extends SpecificRecordBase> E decode(byte[] payload, Class<E> type) {
        if (payload == null || payload.length == 0) {
            throw new MalformedEventException("the message is empty; " + expected(type));
        }
        try {
            return type.cast(DECODERS.get(type).decode(payload));
        } catch (MissingSchemaException e) {
            throw new MalformedEventException(
                    "the message has an unknown schema; " + expected(type), e);
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | NegativeArraySizeException
                | ClassCastException | NullPointerException | UnsupportedOperationException | OutOfMemoryError e) {
            // A damaged length prefix asks for an array of up to 2 GiB (OutOfMemoryError) or beyond (Unsupported…).
            throw new MalformedEventException(
                    "the message cannot be read: its bytes do not match their schema; " + expected(type), e);
        }
    }

    /** Name of a kind of event in messages: {@code graph-work}. */
    public static String kind(Class<? extends SpecificRecordBase> type) {
        return type.getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static String expected(Class<? extends SpecificRecordBase> type) {
        return "it must be an event of the kind " + kind(type);
    }
}
