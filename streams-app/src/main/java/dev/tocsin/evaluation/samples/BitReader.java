package dev.tocsin.evaluation.samples;

/** Reads what a {@link BitWriter} wrote. */
final class BitReader {
    private final long[] words;
    private int position;

    BitReader(long... words) {
        this.words = words;
    }

    boolean readBit() {
        var bit = words[position >>> 6] << (position & 63) < 0;
        position++;
        return bit;
    }

    /** The next 1 to 64 bits, the rest zero. */
    long read(int count) {
        var word = position >>> 6;
        var offset = position & 63;
        var left = words[word] << offset;
        if (offset + count > 64) {
            left |= words[word + 1] >>> (64 - offset);
        }
        position += count;
        return left >>> (64 - count);
    }

    /** The next bits, as a number that may be negative. */
    long readSigned(int count) {
        var shift = 64 - count;
        return read(count) << shift >> shift;
    }

    /** How many bits are set in a row, at most so many; the bit that ends them is read too. */
    int readOnes(int most) {
        var ones = 0;
        while (ones < most && readBit()) {
            ones++;
        }
        return ones;
    }
}
