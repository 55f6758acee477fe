package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import java.time.Duration;

/**
 * What holds for every query of an engine.
 *
 * @param lookback how long a sample stands for its series, unless a newer one comes
 * @param subqueryStep the step of subqueries that name none
 * @param maxSamples how many samples a part of a query may come to
 * @param features which parts of the language its queries may use
 */
public record EngineOptions(Duration lookback, Duration subqueryStep, int maxSamples, Features features) {
    /** As Prometheus starts without flags. */
    public static final EngineOptions DEFAULTS =
            new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), 50_000_000, Features.STABLE);

    public EngineOptions {
        requirePositive("lookback", lookback);
        requirePositive("subquery step", subqueryStep);
        if (maxSamples < 1) {
            throw new IllegalArgumentException("max samples is %d, but must be at least 1".formatted(maxSamples));
        }
    }

    public boolean has(Feature feature) {
        return features.has(feature);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "%s is %s, but must be at least a millisecond".formatted(name, duration));
        }
    }
}
