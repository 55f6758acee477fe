package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.limits.Limit;
import java.time.Duration;

/**
 * Settings for all queries of an engine.
 *
 * @param lookback the lookback delta: the age up to which an instant vector contains a sample
 * @param subqueryStep the step of subqueries without one
 * @param maxSamples the maximum number of samples of each part of a query
 * @param features the enabled parts of the language
 */
public record EngineOptions(Duration lookback, Duration subqueryStep, int maxSamples, Features features) {
    /** The defaults of Prometheus without flags. */
    public static final EngineOptions DEFAULTS = new EngineOptions(
            Duration.ofMinutes(5), Duration.ofMinutes(1), Limit.QUERY_SAMPLES.intValue(), Features.STABLE);

    public EngineOptions {
        requirePositive("lookback", lookback);
        requirePositive("subquery step", subqueryStep);
        if (maxSamples < 1) {
            throw new IllegalArgumentException("max samples is %d, but must be at least 1".formatted(maxSamples));
        }
    }

    /** The same settings with the lookback delta of one query. */
    public EngineOptions withLookback(Duration other) {
        return new EngineOptions(other, subqueryStep, maxSamples, features);
    }

    public boolean has(Feature feature) {
        return features.has(feature);
    }

    private static void requirePositive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("%s is %s, but must be at least 1 ms".formatted(name, duration));
        }
    }
}
