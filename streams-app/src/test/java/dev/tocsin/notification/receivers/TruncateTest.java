package dev.tocsin.notification.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncateTest {
    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"abc, 3, abc", "abcd, 3, abc", "abcdef, 5, abcd…", "ä€🎉xyz, 4, ä€🎉…", "'', 5, ''"})
    void truncatesToRunes(String text, int runes, String cut) {
        assertThat(Truncate.inRunes(text, runes)).isEqualTo(cut);
    }

    @ParameterizedTest(name = "{0} to {1} bytes: {2}")
    @CsvSource({"abcdef, 6, abcdef", "abcdefg, 6, abc…", "äöüäöü, 8, äö…", "€€, 3, €"})
    void truncatesToBytesBetweenCharacters(String text, int bytes, String cut) {
        assertThat(Truncate.inBytes(text, bytes)).isEqualTo(cut);
    }
}
