package dev.tocsin.evaluation.samples;

/**
 * Numbers at rising times in few bits, which never change: of a time, how much its distance to the one before differs
 * from the distance before; of a number, the bits in which it differs from the one before. Not a bit is lost.
 */
final class XorChunk {
    /** How many bits hold a change of distance, by how many ones stand before it. */
    private static final int[] DELTA_OF_DELTA_WIDTHS = {0, 7, 13, 20, 64};

    private static final int LENGTH = 6;

    private final long[] words;
    private final int count;
    private final long minTime;
    private final long maxTime;

    private XorChunk(long[] words, int count, long first, long last) {
        this.words = words;
        this.count = count;
        this.minTime = first;
        this.maxTime = last;
    }

    /** Of at least one sample. */
    static XorChunk of(long[] times, double[] values, int from, int to) {
        var bits = new BitWriter(to - from + 2);
        var distance = 0L;
        for (var i = from + 1; i < to; i++) {
            var next = times[i] - times[i - 1];
            writeDeltaOfDelta(bits, next - distance);
            distance = next;
        }
        writeValues(bits, values, from, to);
        return new XorChunk(bits.toWords(), to - from, times[from], times[to - 1]);
    }

    int count() {
        return count;
    }

    /** The time of the first sample. */
    long minTime() {
        return minTime;
    }

    /** The time of the last sample. */
    long maxTime() {
        return maxTime;
    }

    /** What it takes of memory, about. */
    long bytes() {
        return 56 + 8L * words.length;
    }

    /** Writes the samples to where they are wanted. */
    void decode(long[] times, double[] values, int at) {
        var bits = new BitReader(words);
        readTimes(bits, times, at);
        readValues(bits, values, at);
    }

    /** How many of the samples are not later than a time. */
    int countUpTo(long time) {
        var times = new long[count];
        readTimes(new BitReader(words), times, 0);
        return BinarySearch.firstAfter(times, 0, count, time);
    }

    private void readTimes(BitReader bits, long[] times, int at) {
        var time = minTime;
        var distance = 0L;
        times[at] = time;
        for (var i = at + 1; i < at + count; i++) {
            var width = DELTA_OF_DELTA_WIDTHS[bits.readOnes(DELTA_OF_DELTA_WIDTHS.length - 1)];
            distance += width == 0 ? 0 : bits.readSigned(width);
            time += distance;
            times[i] = time;
        }
    }

    private static void writeDeltaOfDelta(BitWriter bits, long change) {
        var ones = 0;
        while (DELTA_OF_DELTA_WIDTHS[ones] < 64 && !fits(change, DELTA_OF_DELTA_WIDTHS[ones])) {
            ones++;
        }
        var isLongest = ones == DELTA_OF_DELTA_WIDTHS.length - 1;
        bits.write(isLongest ? -1 : -2, isLongest ? ones : ones + 1);
        if (ones > 0) {
            bits.write(change, DELTA_OF_DELTA_WIDTHS[ones]);
        }
    }

    private static boolean fits(long number, int width) {
        return width == 0 ? number == 0 : number >> (width - 1) == number >> 63;
    }

    private static void writeValues(BitWriter bits, double[] values, int from, int to) {
        var before = Double.doubleToRawLongBits(values[from]);
        bits.write(before, 64);
        // Where the bits lie that were written last; at first nowhere.
        var leading = 64;
        var trailing = 64;
        for (var i = from + 1; i < to; i++) {
            var value = Double.doubleToRawLongBits(values[i]);
            var changed = value ^ before;
            before = value;
            if (changed == 0) {
                bits.write(0, 1);
                continue;
            }
            var isWithin =
                    Long.numberOfLeadingZeros(changed) >= leading && Long.numberOfTrailingZeros(changed) >= trailing;
            if (!isWithin || isNewWindowShorter(changed, leading, trailing)) {
                leading = Long.numberOfLeadingZeros(changed);
                trailing = Long.numberOfTrailingZeros(changed);
                bits.write(0b11, 2);
                bits.write(leading, LENGTH);
                bits.write(63 - leading - trailing, LENGTH);
            } else {
                bits.write(0b10, 2);
            }
            bits.write(changed >>> trailing, 64 - leading - trailing);
        }
    }

    /** Whether it is shorter to say anew where the bits lie. */
    private static boolean isNewWindowShorter(long changed, int leading, int trailing) {
        var needed = 64 - Long.numberOfLeadingZeros(changed) - Long.numberOfTrailingZeros(changed);
        return needed + 2 * LENGTH < 64 - leading - trailing;
    }

    private void readValues(BitReader bits, double[] values, int at) {
        var value = bits.read(64);
        values[at] = Double.longBitsToDouble(value);
        var width = 0;
        var trailing = 0;
        for (var i = at + 1; i < at + count; i++) {
            if (bits.readBit()) {
                if (bits.readBit()) {
                    var leading = (int) bits.read(LENGTH);
                    width = (int) bits.read(LENGTH) + 1;
                    trailing = 64 - leading - width;
                }
                value ^= bits.read(width) << trailing;
            }
            values[i] = Double.longBitsToDouble(value);
        }
    }
}
