package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A data source that all instances of a simulation ask. Its query is the name of its series. */
final class SimulatedSource {
    private static final Duration NEVER = Duration.ofDays(1);

    /** The value of each series. */
    final Map<String, Double> values = new TreeMap<>();
    /** The instances that cannot reach the data source. */
    final Set<String> cutOff = new HashSet<>();
    /** The instances that get no answer before the limit. */
    final Set<String> slow = new HashSet<>();
    /** Number of queries, by instance. */
    final Map<String, Integer> asked = new TreeMap<>();

    boolean askOne;

    DataSourceQueries of(SimulatedInstance instance, SchedulerFixture fixture) {
        return new DataSourceQueries() {
            @Override
            public String instance() {
                return instance.name;
            }

            @Override
            public boolean isAskedByOne(String dataSource) {
                return askOne;
            }

            @Override
            public CompletableFuture<QueryAnswer> ask(String dataSource, String query, Instant at, Duration limit) {
                asked.merge(instance.name, 1, Integer::sum);
                var answer = new CompletableFuture<QueryAnswer>();
                var delay = slow.contains(instance.name) ? NEVER : fixture.simulation.randomMillis(1, 80);
                instance.loop.after(
                        delay.compareTo(limit) < 0 ? delay : limit, () -> answer.complete(answer(instance, query)));
                return answer;
            }
        };
    }

    private QueryAnswer answer(SimulatedInstance instance, String query) {
        if (cutOff.contains(instance.name) || slow.contains(instance.name)) {
            return new QueryAnswer.Failed("data source db: no answer");
        }
        return values.containsKey(query)
                ? new QueryAnswer.Elements(
                        List.of(new Value.Element(Labels.of("of", query), values.get(query))), List.of())
                : new QueryAnswer.Elements(List.of(), List.of());
    }
}
