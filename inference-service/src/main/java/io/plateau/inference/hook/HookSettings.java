package io.plateau.inference.hook;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where web hooks go: to the configured addresses and to no others.
 *
 * @param addresses empty: there are no web hooks
 * @param key signs what is sent; empty without addresses
 * @param giveUpAfter how long an address is tried
 */
public record HookSettings(List<URI> addresses, byte[] key, Duration giveUpAfter) {
    private static final int KEY_BYTES = 32;

    /**
     * @param key hexadecimal
     * @throws IllegalArgumentException saying which setting is wrong, without the key
     */
    static HookSettings of(Optional<List<String>> addresses, Optional<String> key, Duration giveUpAfter) {
        List<URI> parsed = new ArrayList<>();
        for (String address : addresses.orElse(List.of())) {
            parsed.add(address(address.strip()));
        }
        if (parsed.isEmpty()) {
            return new HookSettings(List.of(), new byte[0], giveUpAfter);
        }
        if (giveUpAfter.isNegative() || giveUpAfter.isZero()) {
            throw new IllegalArgumentException(
                    "plateau.hooks.give-up-after is " + giveUpAfter + "; it must be above 0");
        }
        return new HookSettings(List.copyOf(parsed), key(key.orElse("").strip()), giveUpAfter);
    }

    private static URI address(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw refused(text, e);
        }
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null || address.getUserInfo() != null || address.getFragment() != null) {
            throw refused(text, null);
        }
        return address;
    }

    private static IllegalArgumentException refused(String text, Exception cause) {
        return new IllegalArgumentException("plateau.hooks.addresses names '" + text
                + "'; it must be http:// or https:// with a host, and without a user or a fragment", cause);
    }

    private static byte[] key(String text) {
        if (!text.matches("(?:[0-9a-fA-F]{2}){" + KEY_BYTES + ",}")) {
            throw new IllegalArgumentException("plateau.hooks.key must be at least " + 2 * KEY_BYTES
                    + " hexadecimal digits, an even number: with it receivers tell what the service sent from what others did");
        }
        return HexFormat.of().parseHex(text);
    }
}
