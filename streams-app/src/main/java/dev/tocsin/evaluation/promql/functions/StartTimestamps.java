package dev.tocsin.evaluation.promql.functions;

/** Start timestamps of the samples in a window: the times at which their counters started. */
final class StartTimestamps {
    private StartTimestamps() {}

    /** Whether the start timestamp of a sample shows a counter reset since the previous sample. */
    static boolean isReset(Window window, int index) {
        var start = window.startTimestamp(index);
        var before = window.times[index - 1];
        if (start == 0 || start >= window.times[index]) {
            return false;
        }
        var startBefore = window.startTimestamp(index - 1);
        // A start equal to the previous timestamp is a reset only if the previous sample has an earlier start.
        return start > before || start == before && startBefore != 0 && startBefore < before;
    }

    /** Whether the counter of the first sample started within the window, so that it was 0 before. */
    static boolean startsWithinWindow(Window window) {
        var start = window.startTimestamp(window.from());
        return !window.hasEdges() && start > window.start() && start != 0 && start < window.times[window.from()];
    }

    /** Whether a sample's start is before the previous sample and differs from the previous sample's start. */
    static boolean overlap(Window window) {
        for (var i = window.from() + 1; i < window.to(); i++) {
            var start = window.startTimestamp(i);
            if (start != 0 && start < window.times[i - 1] && start != window.startTimestamp(i - 1)) {
                return true;
            }
        }
        return false;
    }
}
