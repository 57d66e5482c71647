package io.plateau.inference.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Decodes UTF-8 as the WHATWG Encoding Standard does: each maximal invalid sequence is one replacement and no valid byte
 * beside it is lost. Java's own decoder makes one replacement of an encoded surrogate, where the standard makes three. What
 * is invalid is returned as {@value #INVALID}, a low surrogate without a high one, which no valid text holds: so it can be
 * told from a U+FFFD of the text, see {@link Replacements}.
 */
public final class Utf8Reader extends Reader {
    static final char INVALID = '\uDFFF';

    private final InputStream in;
    private final byte[] bytes = new byte[1 << 16];
    private int start;
    private int end;
    private int point;
    private int needed;
    private int lower = 0x80;
    private int upper = 0xBF;
    private char low;

    public Utf8Reader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            if (low != 0) {
                to[at++] = low;
                low = 0;
            } else if (start < end || fill()) {
                int decoded = needed == 0 ? lead(bytes[start++] & 0xFF) : continuation(bytes[start] & 0xFF);
                if (decoded >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                    to[at++] = Character.highSurrogate(decoded);
                    low = Character.lowSurrogate(decoded);
                } else if (decoded >= 0) {
                    to[at++] = (char) decoded;
                }
            } else if (needed > 0) {
                needed = 0;
                to[at++] = INVALID;
            } else {
                break;
            }
        }
        return at == offset && length > 0 ? -1 : at - offset;
    }

    /** The code point, {@link #INVALID}, or −1 where more bytes belong to it. */
    private int lead(int b) {
        if (b < 0x80) {
            return b;
        }
        if (b < 0xC2 || b > 0xF4) {
            return INVALID;
        }
        needed = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        point = b & (0x3F >> needed);
        // Neither overlong forms, nor surrogates, nor anything above U+10FFFF.
        lower = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        upper = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        return -1;
    }

    /** As {@link #lead}; a byte that does not belong to the sequence is left to be read again. */
    private int continuation(int b) {
        boolean valid = b >= lower && b <= upper;
        lower = 0x80;
        upper = 0xBF;
        if (!valid) {
            needed = 0;
            return INVALID;
        }
        start++;
        point = point << 6 | b & 0x3F;
        return --needed == 0 ? point : -1;
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, in.read(bytes, 0, bytes.length));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
