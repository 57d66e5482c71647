package io.plateau.statistics.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

class SeedDerivationTest {
    @Test
    void sha256IsThatOfTheStandard() {
        // FIPS 180-2, appendix B.1: the digest of "abc" begins with these 8 bytes.
        assertEquals(0xba7816bf8f01cfeaL, SeedDerivation.first8BytesOfSha256("abc".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void sha256IsOfSeedPurposeAndIndices() {
        // From coreutils: printf '1/contexts' | sha256sum
        assertEquals(0x683a5d6e4eaa0718L, SeedDerivation.SHA_256.derive(1, "contexts"));
        assertEquals(0x2c86a26c9fe83dedL, SeedDerivation.SHA_256.derive(-5, "observations"));
        assertEquals(SeedDerivation.SHA_256.derive(1, "matched/7"), SeedDerivation.SHA_256.derive(1, "matched", 7));
    }

    @Test
    void fnv1aIsThatOfItsAuthors() {
        // Test vectors of Fowler, Noll and Vo (RFC 9923, appendix C), 64 bits
        assertEquals(0xcbf29ce484222325L, SeedDerivation.fnv1a(new byte[0]));
        assertEquals(0xaf63dc4c8601ec8cL, SeedDerivation.fnv1a("a".getBytes(StandardCharsets.UTF_8)));
        assertEquals(0x85944171f73967e8L, SeedDerivation.fnv1a("foobar".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void fnv1aIsOfSeedPurposeAndIndices() {
        assertEquals(SeedDerivation.fnv1a("-3/regimes/bootstrap/rare/12".getBytes(StandardCharsets.UTF_8)),
                SeedDerivation.FNV_1A.derive(-3, "regimes/bootstrap/rare", 12));
    }

    @Test
    void splitMixAppliesTheFinaliserOncePerCharacterAndIndex() {
        // The first outputs of Vigna's splitmix64.c for the seed 0: of the finaliser of 1 and 2 golden gammas
        assertEquals(0xe220a8397b1dcdafL, SeedDerivation.SPLIT_MIX.derive(0, "", 0));
        assertEquals(0xe220a8397b1dcdafL, SeedDerivation.SPLIT_MIX.derive(0, "\0"));
        assertEquals(0x6e789e6aa1b965f4L, SeedDerivation.SPLIT_MIX.derive(0, "", SplitMix64.GOLDEN_GAMMA));
    }

    @Test
    void stringHashIsThatOfTheJavaApi() {
        // s[0]·31^(n−1) + … + s[n−1], by hand: 97·31 + 98
        assertEquals(31 * 5 + 97 * 31 + 98, SeedDerivation.STRING_HASH.derive(5, "ab"));
        assertThrows(IllegalArgumentException.class, () -> SeedDerivation.STRING_HASH.derive(5, "ab", 1));
    }

    @Test
    void nestedSeedsAreAffine() {
        assertEquals(10 + 31 * 2 + 1_000_003L * 3, SeedDerivation.nested(10, 2, 3));
    }

    /** Whole numbers of the JDK's generator are those of SplitMix64 (Steele, Lea and Flood 2014). */
    @Test
    void aStreamIsSplitMix64OfTheDerivedSeed() {
        SplittableRandom stream = SeedDerivation.FNV_1A.stream(1, "a", 2);
        SplitMix64 reference = new SplitMix64(SeedDerivation.FNV_1A.derive(1, "a", 2));
        for (int i = 0; i < 100; i++) {
            assertEquals(reference.nextLong(), stream.nextLong());
        }
    }
}
