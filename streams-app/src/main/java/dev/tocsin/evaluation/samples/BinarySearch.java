package dev.tocsin.evaluation.samples;

/** Binary search in a part of an array of rising times. */
final class BinarySearch {
    private BinarySearch() {}

    static int firstAfter(long[] times, int from, int to, long time) {
        // Most questions are about the newest sample.
        if (from == to || times[to - 1] <= time) {
            return to;
        }
        var low = from;
        var high = to - 1;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (times[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
