package io.plateau.inference.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

class Utf8ReaderTest {
    /** Answers of {@link #begins}, most of which are needed again. */
    private static final Map<ByteBuffer, Boolean> BEGINS = new HashMap<>();
    private static final String R = "\uFFFD";

    @Test
    void invalidBytesAreReplacedAsInTheUnicodeStandard() throws IOException {
        // The Unicode Standard 15, tables 3-8 to 3-11: the practice that the WHATWG Encoding Standard follows
        assertDecoded("C0AF E080BF F08182 41", R.repeat(8) + "A");
        assertDecoded("EDA080 EDBFBF EDAF 41", R.repeat(8) + "A");
        assertDecoded("F4919293 FF 41 80BF 42", R.repeat(5) + "A" + R + R + "B");
        assertDecoded("E180E2 F09192 F1BF 41", R.repeat(4) + "A");
        assertDecoded("61 F18080 E180 C2 62 80 63 80BF 64", "a" + R + R + R + "b" + R + "c" + R + R + "d");
    }

    @Test
    void nothingValidBesideIsLost() throws IOException {
        assertDecoded("C3A9 EDA0BD C3A9", "\u00E9" + R + R + R + "\u00E9");
        assertDecoded("F09F9880 C3 F09F9880", "\uD83D\uDE00" + R + "\uD83D\uDE00");
        assertDecoded("EFBFBD FF", R + R);
        assertDecoded("61 F09F98", "a" + R);
        assertDecoded("", "");
    }

    @Test
    void decodesAnyBytesAsTheNaiveTwinDoes() throws IOException {
        Random random = new Random(3_629);
        byte[] likely = HexFormat.of().parseHex("006180909FA0BFC0C2DFE0E1EDEEF0F1F4F5FF");
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int b = 0; b < bytes.length; b++) {
                bytes[b] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : likely[random.nextInt(likely.length)];
            }
            assertEquals(naive(bytes), decoded(bytes, 1 + random.nextInt(5)), HexFormat.of().formatHex(bytes));
        }
    }

    /** At each place the character that Java's strict decoder finds, or one replacement for the longest begin of one. */
    private static String naive(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = 1;
            String character = null;
            for (int n = 1; n <= Math.min(4, bytes.length - at) && character == null; n++) {
                byte[] part = Arrays.copyOfRange(bytes, at, at + n);
                character = strict(part);
                length = character != null || begins(part) ? n : length;
            }
            text.append(character == null ? R : character);
            at += length;
        }
        return text.toString();
    }

    private static boolean begins(byte[] part) {
        if (part.length == 4) {
            return false;
        }
        ByteBuffer key = ByteBuffer.wrap(part);
        Boolean known = BEGINS.get(key);
        if (known == null) {
            known = false;
            for (int next : new int[]{0x80, 0x90, 0xA0, 0xBF}) {
                byte[] longer = Arrays.copyOf(part, part.length + 1);
                longer[part.length] = (byte) next;
                known |= strict(longer) != null || begins(longer);
            }
            BEGINS.put(key, known);
        }
        return known;
    }

    /** The one character that the bytes are, or null. */
    private static String strict(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.codePointCount(0, text.length()) == 1 ? text : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void assertDecoded(String hex, String text) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int some = 1; some < 4; some++) {
            assertEquals(text, decoded(bytes, some));
        }
    }

    /** @param some bytes that the stream gives at once */
    private static String decoded(byte[] bytes, int some) throws IOException {
        InputStream trickle = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(length, some));
            }
        };
        StringWriter text = new StringWriter();
        try (Reader reader = new Utf8Reader(trickle)) {
            char[] buffer = new char[some];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                text.write(buffer, 0, n);
            }
        }
        return new Replacements().in(text.toString(), 1);
    }
}
