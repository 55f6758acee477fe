package dev.tocsin.evaluation.samples;

/**
 * All samples of a series, as they are at one moment.
 *
 * @param packedUpTo the time of the last that is packed, told here so that most readers need not look there
 * @param newest those that are asked for most, not packed; none only if there are no others either
 */
record Stretch(History history, long packedUpTo, Series newest) {
    Stretch(History history, Series newest) {
        this(history, history.last(), newest);
    }

    int size() {
        return history.size() + newest.size();
    }

    Stretch with(Series other) {
        return new Stretch(history, packedUpTo, other);
    }

    /** The samples later than {@code after}, up to and with {@code until}. */
    Series between(long after, long until) {
        return after >= packedUpTo ? newest.between(after, until) : history.read(newest.labels(), newest, after, until);
    }

    /** With nothing packed. */
    Stretch unpacked() {
        return history.isEmpty() ? this : new Stretch(History.NONE, between(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    Stretch without(long upTo) {
        var from = newest.firstAfter(upTo);
        var rest = from == newest.from()
                ? newest
                : new Series(newest.labels(), newest.times(), newest.values(), newest.extras(), from, newest.to());
        return new Stretch(history.without(upTo), rest);
    }
}
