package dev.tocsin.evaluation.promql.functions;

/** What the times at which counters began say of the samples in a window. */
final class StartTimestamps {
    private StartTimestamps() {}

    /** Whether a sample counts from a later time than the sample before it. */
    static boolean isReset(Window window, int index) {
        var start = window.startTimestamp(index);
        var before = window.times[index - 1];
        if (start == 0 || start >= window.times[index]) {
            return false;
        }
        var startBefore = window.startTimestamp(index - 1);
        // A start at the very time of the sample before says so only if that one's start was known, too.
        return start > before || start == before && startBefore != 0 && startBefore < before;
    }

    /** Whether the first sample counts from a time within the window, when there must have been nothing. */
    static boolean startsWithinWindow(Window window) {
        var start = window.startTimestamp(window.from());
        return !window.hasEdges() && start > window.start() && start != 0 && start < window.times[window.from()];
    }

    /** Whether some sample counts from a time before the sample before it, but not from the same time as that one. */
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
