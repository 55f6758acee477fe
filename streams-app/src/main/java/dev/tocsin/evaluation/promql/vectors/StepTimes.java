package dev.tocsin.evaluation.promql.vectors;

/** The evaluation times of an expression: {@code count} times, {@code step} apart, in milliseconds. */
public record StepTimes(long start, long step, int count) {
    public static StepTimes at(long time) {
        return new StepTimes(time, 1, 1);
    }

    /** Times from start up to and including end. The count is limited to an int, which exceeds any sample limit. */
    public static StepTimes between(long start, long end, long step) {
        return new StepTimes(
                start, step, end < start ? 0 : (int) Math.min(Integer.MAX_VALUE, (end - start) / step + 1));
    }

    /** The multiples of a step after {@code after}, up to and including {@code until}. */
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
