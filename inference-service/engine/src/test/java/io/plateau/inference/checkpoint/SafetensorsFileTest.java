package io.plateau.inference.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.plateau.contracts.UnprocessableException;

class SafetensorsFileTest {
    private static final String TENSOR = "'%s':{'dtype':'%s','shape':%s,'data_offsets':%s}";

    @TempDir
    Path directory;

    @Test
    void readsWhatTheHeaderSays() throws IOException {
        // Given a float32 tensor and a buffer of another type behind it, with metadata
        Path file = write("{'__metadata__':{'format':'pt'}," + tensor("a", "F32", "[2]", "[0,8]") + ","
                + tensor("b", "BOOL", "[1]", "[8,9]") + "}", 9);

        // When
        SafetensorsFile opened = SafetensorsFile.open(file);
        ByteBuffer values = opened.map(opened.entries().get("a"));

        // Then byte i of the data is i
        assertArrayEquals(new String[]{"a", "b"}, opened.entries().keySet().toArray());
        assertEquals(0x03020100, values.getInt(0));
        assertEquals(0x07060504, values.getInt(4));
        assertEquals(8, values.remaining());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            unknown dtype             | 'a':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}           | unknown dtype 'F31'
            no dtype                  | 'a':{'shape':[2],'data_offsets':[0,8]}                         | unknown dtype ''
            offsets beyond the file   | 'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}          | truncated
            shape does not fit        | 'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}           | needs 12 bytes
            end before begin          | 'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}           | begin ≤ end
            three offsets             | 'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4,8]}         | begin ≤ end
            negative offset           | 'a':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}          | -8 in data_offsets
            offset above 63 bits      | 'a':{'dtype':'F32','shape':[2],'data_offsets':[0,18446744073709551615]} | in data_offsets
            shape overflows           | 'a':{'dtype':'F32','shape':[4611686018427387904,8],'data_offsets':[0,8]} | overflows
            negative size             | 'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}          | -2 in shape
            fractional size           | 'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}         | 2.5 in shape
            no shape                  | 'a':{'dtype':'F32','data_offsets':[0,8]}                       | no array shape
            overlap                   | 'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]} | overlaps
            duplicate tensor          | 'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]} | Duplicate field 'a'
            hole                      | 'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}           | covers bytes 0 to 4
            bytes left over           | 'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}           | 4 bytes after its last tensor
            """, quoteCharacter = '"')
    void refusesAHeaderThatLies(String kind, String entries, String reason) throws IOException {
        Path file = write("{" + entries + "}", 8);

        UnprocessableException refusal = assertThrows(UnprocessableException.class, () -> SafetensorsFile.open(file));

        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("x.safetensors"), refusal.getMessage());
    }

    @Test
    void refusesAHeaderThatIsNoJson() throws IOException {
        assertRefused(write("{'a':", 8), "not valid JSON");
        assertRefused(write("[1]", 8), "not a JSON object");
        assertRefused(write("{} {}", 0), "not valid JSON");
    }

    @Test
    void refusesAHeaderLengthThatTheFileCannotHold() throws IOException {
        assertRefused(bytes(ByteBuffer.allocate(4)), "too few");
        assertRefused(bytes(length(100)), "claims a header of 100 bytes");
        assertRefused(bytes(length(Long.MAX_VALUE)), "claims a header");
        // As unsigned number this is 2⁶⁴ − 1.
        assertRefused(bytes(length(-1)), "18446744073709551615");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        // Given a good file that lost its last byte
        Path whole = write("{" + tensor("a", "F32", "[2]", "[0,8]") + "}", 8);
        byte[] all = Files.readAllBytes(whole);
        Path cut = bytes(ByteBuffer.wrap(Arrays.copyOf(all, all.length - 1)));

        assertRefused(cut, "truncated");
    }

    @Test
    void aTensorBeyondTwoGibibytesIsMappedByItself() throws IOException {
        // Given a file with holes: one byte more than an int can count before the last tensor
        long before = 2L * Integer.MAX_VALUE + 4;
        long half = before / 2;
        byte[] header = ("{" + tensor("a", "U8", "[" + half + "]", "[0," + half + "]") + ","
                + tensor("b", "U8", "[" + half + "]", "[" + half + "," + before + "]") + ","
                + tensor("last", "F32", "[2]", "[" + before + "," + (before + 8) + "]") + "}").replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("large.safetensors");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).flip());
            channel.write(ByteBuffer.wrap(header));
            channel.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1.5f).putFloat(-2).flip(),
                    8 + header.length + before);
        }

        // When
        SafetensorsFile opened = SafetensorsFile.open(file);
        ByteBuffer last = opened.map(opened.entries().get("last"));

        // Then
        assertTrue(Files.size(file) > 1L << 32);
        assertEquals(1.5f, last.getFloat(0));
        assertEquals(-2f, last.getFloat(4));
        // A single tensor of that size is more than a buffer holds, and says so.
        UnprocessableException refusal = assertThrows(UnprocessableException.class,
                () -> opened.map(opened.entries().get("a")));
        assertTrue(refusal.getMessage().contains("tensor a has 2147483649 bytes"), refusal.getMessage());
    }

    private void assertRefused(Path file, String reason) {
        UnprocessableException refusal = assertThrows(UnprocessableException.class, () -> SafetensorsFile.open(file));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    private static String tensor(String name, String type, String shape, String offsets) {
        return TENSOR.formatted(name, type, shape, offsets);
    }

    /** A file with this header and data whose byte i is i. */
    private Path write(String header, int dataBytes) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (int i = 0; i < dataBytes; i++) {
            file.put((byte) i);
        }
        return bytes(file);
    }

    private static ByteBuffer length(long length) {
        return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
    }

    private Path bytes(ByteBuffer content) throws IOException {
        return Files.write(directory.resolve("x.safetensors"), content.array());
    }
}
