package dev.tocsin.evaluation.samples;

import java.util.Arrays;

/** Append-only bit stream. */
final class BitWriter {
    private long[] words;
    private int position;

    BitWriter(int expectedWords) {
        words = new long[expectedWords];
    }

    /** Writes the lowest {@code count} bits of a number, 1 to 64. */
    void write(long bits, int count) {
        var word = position >>> 6;
        if (word + 1 >= words.length) {
            words = Arrays.copyOf(words, words.length * 2 + 2);
        }
        var left = bits << (64 - count);
        var offset = position & 63;
        words[word] |= left >>> offset;
        if (offset + count > 64) {
            words[word + 1] = left << (64 - offset);
        }
        position += count;
    }

    long[] toWords() {
        return Arrays.copyOf(words, (position + 63) >>> 6);
    }
}
