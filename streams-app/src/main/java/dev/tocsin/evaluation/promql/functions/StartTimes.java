package dev.tocsin.evaluation.promql.functions;

/** What the times at which counters began say of the samples in a window. */
final class StartTimes {
    private StartTimes() {}

    /** Whether a sample counts from a later time than the sample before it. */
    static boolean areAnew(Window window, int index) {
        var start = window.startOf(index);
        var before = window.times[index - 1];
        if (start == 0 || start >= window.times[index]) {
            return false;
        }
        var startBefore = window.startOf(index - 1);
        // A start at the very time of the sample before says so only if that one's start was known, too.
        return start > before || start == before && startBefore != 0 && startBefore < before;
    }

    /** Whether the first sample counts from a time within the window, when there must have been nothing. */
    static boolean isFirstCountedFromWithin(Window window) {
        var start = window.startOf(window.from());
        return !window.hasEdges() && start > window.start() && start != 0 && start < window.times[window.from()];
    }

    /** Whether some sample counts from a time before the sample before it, but not from the same time as that one. */
    static boolean overlap(Window window) {
        for (var i = window.from() + 1; i < window.to(); i++) {
            var start = window.startOf(i);
            if (start != 0 && start < window.times[i - 1] && start != window.startOf(i - 1)) {
                return true;
            }
        }
        return false;
    }
}
