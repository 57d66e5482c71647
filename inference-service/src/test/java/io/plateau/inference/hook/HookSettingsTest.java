package io.plateau.inference.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookSettingsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String KEY = "5e".repeat(32);

    @Test
    void withoutAddressesThereAreNoneAndNoKeyIsNeeded() {
        assertTrue(HookSettings.of(Optional.empty(), Optional.empty(), DAY).addresses().isEmpty());
    }

    @Test
    void addressesAreTakenAsTheyAre() {
        HookSettings settings = HookSettings.of(Optional.of(List.of("https://a.example/x?y=1", " http://b:8080/ ")),
                Optional.of(KEY), DAY);

        assertEquals(List.of(URI.create("https://a.example/x?y=1"), URI.create("http://b:8080/")),
                settings.addresses());
        assertEquals(32, settings.key().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a.example", "a.example/x", "https:///x", "https://user:secret@a.example",
            "https://a.example/#x", "https://a b", ""})
    void whatIsNoAddressStopsTheStartWithASentence(String address) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> HookSettings.of(Optional.of(List.of(address)), Optional.of(KEY), DAY)).getMessage();

        assertTrue(message.startsWith("plateau.hooks.addresses names '" + address + "'"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5e5e", "no key at all, but as long as one that is one would have been...",
            "5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5"})
    void aKeyThatIsNoneIsRefusedAndNotRepeated(String key) {
        String message = assertThrows(IllegalArgumentException.class,
                () -> HookSettings.of(Optional.of(List.of("https://a.example")), Optional.of(key), DAY)).getMessage();

        assertTrue(message.startsWith("plateau.hooks.key must be at least 64 hexadecimal digits"), message);
        assertFalse(!key.isEmpty() && message.contains(key), message);
    }

    @Test
    void pausesGrowUpToAnHour() {
        assertEquals(Duration.ofSeconds(5), Hooks.pause(0));
        assertEquals(Duration.ofSeconds(40), Hooks.pause(3));
        assertEquals(Duration.ofHours(1), Hooks.pause(10));
        assertEquals(Duration.ofHours(1), Hooks.pause(1_000));
    }
}
