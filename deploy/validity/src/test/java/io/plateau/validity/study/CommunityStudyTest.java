package io.plateau.validity.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CommunityStudyTest {

    @Test
    void agreementIsTheShareOfPairsToldTogetherOrApartAlike() {
        // Names do not matter
        assertEquals(1, CommunityStudy.agreement(new int[]{0, 0, 1}, new int[]{5, 5, 2}));
        // Pairs 01, 02, 12: together, apart, apart against apart, apart, together
        assertEquals(1.0 / 3, CommunityStudy.agreement(new int[]{0, 0, 1}, new int[]{0, 1, 1}), 1e-12);
    }
}
