package io.plateau.contracts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys with which services sign what they publish and verify what they consume: HMAC-SHA256 over attributes and payload.
 *
 * <p>
 * Keys are rotated without a pause: add the new one behind the old one at every service, then put it first, then remove the
 * old one once no event is left that it signed.
 */
public final class EventKeys {
    private static final String ALGORITHM = "HmacSHA256";
    /** As many bits as the hash has. */
    private static final int SECRET_BYTES = 32;
    private static final Pattern FORM = Pattern.compile("([a-z0-9-]{1,32}):([0-9a-fA-F]+)");

    private record Key(String id, SecretKeySpec secret) {
    }

    private final List<Key> keys;

    private EventKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * @param text {@code id:secret}, several separated by commas; the first signs, all verify. An id has 1 to 32 lower-case
     *        letters, digits and hyphens, a secret at least 64 hexadecimal digits
     * @throws IllegalArgumentException saying what is wrong, without the secret
     */
    public static EventKeys parse(String text) {
        List<Key> keys = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            var matcher = FORM.matcher(entry.strip());
            if (!matcher.matches() || matcher.group(2).length() < 2 * SECRET_BYTES
                    || matcher.group(2).length() % 2 != 0) {
                throw new IllegalArgumentException("key " + (keys.size() + 1)
                        + " of the events' keys is not of the form"
                        + " id:secret, with an id of 1 to 32 lower-case letters, digits and hyphens and a secret of at"
                        + " least " + 2 * SECRET_BYTES + " hexadecimal digits");
            }
            String id = matcher.group(1);
            if (keys.stream().anyMatch(key -> key.id.equals(id))) {
                throw new IllegalArgumentException("the events' keys have two of the id " + id);
            }
            keys.add(new Key(id, new SecretKeySpec(HexFormat.of().parseHex(matcher.group(2)), ALGORITHM)));
        }
        return new EventKeys(keys);
    }

    /** The value of the header {@link CloudEvent#SIGNATURE}: the key's id, a colon, the signature in hexadecimal. */
    public String sign(CloudEvent attributes, byte[] payload) {
        Key key = keys.get(0);
        return key.id + ":" + HexFormat.of().formatHex(hmac(key, attributes, payload));
    }

    /** @throws ForgedEventException when the signature is none of these keys' over these attributes and this payload */
    public void require(CloudEvent attributes, byte[] payload, String signature) {
        if (signature == null) {
            throw new ForgedEventException("it has no signature");
        }
        int colon = signature.indexOf(':');
        String id = colon < 0 ? "" : signature.substring(0, colon);
        Key key = keys.stream().filter(k -> k.id.equals(id)).findFirst()
                .orElseThrow(() -> new ForgedEventException("its signature is by no key that is known here"));
        byte[] expected = HexFormat.of().formatHex(hmac(key, attributes, payload))
                .getBytes(StandardCharsets.US_ASCII);
        // Compares in constant time.
        if (!MessageDigest.isEqual(expected, signature.substring(colon + 1).getBytes(StandardCharsets.UTF_8))) {
            throw new ForgedEventException("its signature does not fit; it is forged or damaged");
        }
    }

    private static byte[] hmac(Key key, CloudEvent attributes, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret);
            for (String attribute : List.of(attributes.id(), attributes.type(), attributes.source(),
                    attributes.subject())) {
                byte[] bytes = attribute.getBytes(StandardCharsets.UTF_8);
                // The length first: what ends one attribute must not be able to begin the next.
                mac.update(new byte[]{(byte) (bytes.length >>> 24), (byte) (bytes.length >>> 16),
                        (byte) (bytes.length >>> 8), (byte) bytes.length});
                mac.update(bytes);
            }
            return mac.doFinal(payload == null ? new byte[0] : payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
