package dev.tocsin.evaluation.promql.vectors;

/** The times at which an expression is evaluated, in milliseconds: {@code count} of them, {@code step} apart. */
public record StepTimes(long start, long step, int count) {
    public static StepTimes at(long time) {
        return new StepTimes(time, 1, 1);
    }

    /** From start to at most end; if that is more than can be counted, as many as can, which no query is admitted. */
    public static StepTimes between(long start, long end, long step) {
        return new StepTimes(
                start, step, end < start ? 0 : (int) Math.min(Integer.MAX_VALUE, (end - start) / step + 1));
    }

    /** The multiples of a step that are later than {@code after}, up to and with {@code until}. */
    static StepTimes multiples(long step, long after, long until) {
        return between(Math.multiplyExact(step, Math.floorDiv(after, step) + 1), until, step);
    }

    public long time(int index) {
        return start + index * step;
    }

    public long[] times() {
        var times = new long[count];
        for (var i = 0; i < count; i++) {
            times[i] = time(i);
        }
        return times;
    }

    public double seconds(int index) {
        return time(index) / 1e3;
    }

    public boolean isSingle() {
        return count == 1;
    }
}
