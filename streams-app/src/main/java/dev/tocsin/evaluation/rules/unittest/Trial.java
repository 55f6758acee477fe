package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.rules.Evaluation.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One test of rules: what is given, and what is asked of it.
 *
 * @param interval how far the samples given are apart
 * @param start when the first of them is, and the first tick
 */
public record Trial(
        String name,
        Duration interval,
        Instant start,
        List<SeriesDescription> series,
        List<AlertQuestion> alerts,
        List<QueryQuestion> queries,
        Origin origin) {
    public Trial {
        series = List.copyOf(series);
        alerts = List.copyOf(alerts);
        queries = List.copyOf(queries);
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("samples %s apart are at one time".formatted(interval));
        }
    }

    /**
     * Which alerts of a name fire?
     *
     * @param at since the start
     * @param expected alerts, their annotations as details
     */
    public record AlertQuestion(Duration at, String alertName, List<Item> expected) {
        public AlertQuestion {
            expected = List.copyOf(expected);
        }
    }

    /**
     * What is the result of an expression?
     *
     * @param at since the start
     */
    public record QueryQuestion(Duration at, String expr, List<ExpectedSample> expected) {
        public QueryQuestion {
            expected = List.copyOf(expected);
        }
    }

    /** The last time that is asked about. */
    Instant end() {
        var times = Stream.concat(
                alerts.stream().map(AlertQuestion::at), queries.stream().map(QueryQuestion::at));
        return start.plus(times.max(Duration::compareTo).orElse(Duration.ZERO));
    }
}
