package dev.tocsin.replay;

import dev.tocsin.limits.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The results of a stretch beside those that the instances logged. */
public final class LogComparison {
    static final String NOTHING = "nothing";

    private final List<Difference> differences = new ArrayList<>();
    private long differing;
    private long alertStates;
    private long samples;

    /**
     * A result that differs from what the instances logged.
     *
     * @param subject the key of an alert state, or the labels of a recorded series
     * @param at the tick, or the time of the sample
     * @param evaluated the result now
     * @param logged the result then
     */
    public record Difference(String subject, Instant at, String evaluated, String logged) {}

    void add(Difference difference) {
        differing++;
        if (differences.size() < Limit.REPLAY_DIFFERENCES.value()) {
            differences.add(difference);
        }
    }

    void alertStateCompared() {
        alertStates++;
    }

    void sampleCompared() {
        samples++;
    }

    /** The first differences. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** The number of all differences. */
    public long differing() {
        return differing;
    }

    /** The number of changes of alert states that were compared. */
    public long alertStates() {
        return alertStates;
    }

    /** The number of recorded samples that were compared. */
    public long samples() {
        return samples;
    }
}
