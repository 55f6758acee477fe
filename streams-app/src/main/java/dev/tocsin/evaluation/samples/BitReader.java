package dev.tocsin.evaluation.samples;

/** Reads the bit stream of a {@link BitWriter}. */
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

    /** The next 1 to 64 bits, in the lowest bits of the result. */
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

    /** The next bits as a signed number in two's complement. */
    long readSigned(int count) {
        var shift = 64 - count;
        return read(count) << shift >> shift;
    }

    /** Number of one bits up to the next zero bit, at most {@code limit}. Consumes the zero bit. */
    int readOnes(int limit) {
        var ones = 0;
        while (ones < limit && readBit()) {
            ones++;
        }
        return ones;
    }
}
