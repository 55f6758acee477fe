package dev.tocsin.evaluation.samples;

/**
 * Immutable Gorilla chunk of float samples: delta-of-delta timestamps, XOR-encoded values. Lossless.
 *
 * <p>Two differences to the paper: all timestamps come before all values, and an XOR value gets a new bit window also
 * if that is shorter than the old one.
 *
 * @see <a href="https://www.vldb.org/pvldb/vol8/p1816-teller.pdf">Pelkonen et al., Gorilla: A Fast, Scalable, In-Memory
 *     Time Series Database, 2015</a>
 */
final class XorChunk {
    /** Width of a delta of delta, by the number of one bits in its prefix. */
    private static final int[] DELTA_OF_DELTA_WIDTHS = {0, 7, 13, 20, 64};

    /** Width of the number of leading zeros, and of the window size. */
    private static final int WINDOW_FIELD_WIDTH = 6;

    private final long[] words;
    private final int count;
    private final long minTime;
    private final long maxTime;

    private XorChunk(long[] words, int count, long minTime, long maxTime) {
        this.words = words;
        this.count = count;
        this.minTime = minTime;
        this.maxTime = maxTime;
    }

    /** Encodes at least one sample. */
    static XorChunk of(long[] times, double[] values, int from, int to) {
        var bits = new BitWriter(to - from + 2);
        var delta = 0L;
        for (var i = from + 1; i < to; i++) {
            var next = times[i] - times[i - 1];
            writeDeltaOfDelta(bits, next - delta);
            delta = next;
        }
        writeValues(bits, values, from, to);
        return new XorChunk(bits.toWords(), to - from, times[from], times[to - 1]);
    }

    int count() {
        return count;
    }

    long minTime() {
        return minTime;
    }

    long maxTime() {
        return maxTime;
    }

    /** Approximate memory in bytes. */
    long bytes() {
        return 56 + 8L * words.length;
    }

    /** Decodes the samples to the arrays, starting at an index. */
    void decode(long[] times, double[] values, int at) {
        var bits = new BitReader(words);
        readTimes(bits, times, at);
        readValues(bits, values, at);
    }

    /** Number of samples up to a time, inclusive. */
    int countUpTo(long time) {
        var times = new long[count];
        readTimes(new BitReader(words), times, 0);
        return Series.firstAfter(times, 0, count, time);
    }

    private void readTimes(BitReader bits, long[] times, int at) {
        var time = minTime;
        var delta = 0L;
        times[at] = time;
        for (var i = at + 1; i < at + count; i++) {
            var width = DELTA_OF_DELTA_WIDTHS[bits.readOnes(DELTA_OF_DELTA_WIDTHS.length - 1)];
            delta += width == 0 ? 0 : bits.readSigned(width);
            time += delta;
            times[i] = time;
        }
    }

    private static void writeDeltaOfDelta(BitWriter bits, long deltaOfDelta) {
        var ones = 0;
        while (DELTA_OF_DELTA_WIDTHS[ones] < 64 && !fits(deltaOfDelta, DELTA_OF_DELTA_WIDTHS[ones])) {
            ones++;
        }
        var isLongest = ones == DELTA_OF_DELTA_WIDTHS.length - 1;
        bits.write(isLongest ? -1 : -2, isLongest ? ones : ones + 1);
        if (ones > 0) {
            bits.write(deltaOfDelta, DELTA_OF_DELTA_WIDTHS[ones]);
        }
    }

    private static boolean fits(long number, int width) {
        return width == 0 ? number == 0 : number >> (width - 1) == number >> 63;
    }

    private static void writeValues(BitWriter bits, double[] values, int from, int to) {
        var before = Double.doubleToRawLongBits(values[from]);
        bits.write(before, 64);
        // The bit window of the last written value; empty at first.
        var leading = 64;
        var trailing = 64;
        for (var i = from + 1; i < to; i++) {
            var value = Double.doubleToRawLongBits(values[i]);
            var xor = value ^ before;
            before = value;
            if (xor == 0) {
                bits.write(0, 1);
                continue;
            }
            var fitsWindow = Long.numberOfLeadingZeros(xor) >= leading && Long.numberOfTrailingZeros(xor) >= trailing;
            if (!fitsWindow || isNewWindowShorter(xor, leading, trailing)) {
                leading = Long.numberOfLeadingZeros(xor);
                trailing = Long.numberOfTrailingZeros(xor);
                bits.write(0b11, 2);
                bits.write(leading, WINDOW_FIELD_WIDTH);
                bits.write(63 - leading - trailing, WINDOW_FIELD_WIDTH);
            } else {
                bits.write(0b10, 2);
            }
            bits.write(xor >>> trailing, 64 - leading - trailing);
        }
    }

    /** Whether a new window needs fewer bits than the current one. */
    private static boolean isNewWindowShorter(long xor, int leading, int trailing) {
        var needed = 64 - Long.numberOfLeadingZeros(xor) - Long.numberOfTrailingZeros(xor);
        return needed + 2 * WINDOW_FIELD_WIDTH < 64 - leading - trailing;
    }

    private void readValues(BitReader bits, double[] values, int at) {
        var value = bits.read(64);
        values[at] = Double.longBitsToDouble(value);
        var width = 0;
        var trailing = 0;
        for (var i = at + 1; i < at + count; i++) {
            if (bits.readBit()) {
                if (bits.readBit()) {
                    var leading = (int) bits.read(WINDOW_FIELD_WIDTH);
                    width = (int) bits.read(WINDOW_FIELD_WIDTH) + 1;
                    trailing = 64 - leading - width;
                }
                value ^= bits.read(width) << trailing;
            }
            values[i] = Double.longBitsToDouble(value);
        }
    }
}
