package dev.tocsin.evaluation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.promql.vectors.Cancellation;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.RuleFileReader.UnknownKeys;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.labels.Labels;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Evaluates the example rules on samples of a simulated machine. */
class ExampleRulesTest implements RuleEvaluationContext {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SeriesStore store = new SeriesStore(1000);
    private final Engine engine = new Engine(EngineOptions.DEFAULTS);
    private final List<String> transitions = new ArrayList<>();
    private double idleSeconds;

    @Test
    void highCpuAlertFiresOnceAndResolves() throws IOException {
        var group = group("machine");
        var state = GroupState.INITIAL;
        for (var second = 0; second <= 120; second++) {
            var isBusy = second >= 30 && second < 80;
            appendSamples(second, isBusy);
            if (second % 2 == 0) {
                var evaluated = GroupEvaluation.evaluate(group, state, START.plusSeconds(second), this);
                state = evaluated.after();
                assertThat(evaluated.rules())
                        .allMatch(rule -> rule.after().health().lastError().isEmpty());
                for (var transition : evaluated.transitions()) {
                    transitions.add("%s %s"
                            .formatted(
                                    transition.after().labels().get("alertname"),
                                    transition.after().state().kind()));
                }
            }
        }
        assertThat(transitions).containsExactly("CpuBusy PENDING", "CpuBusy FIRING", "CpuBusy RESOLVED");
    }

    @Test
    void instanceDownAlertHasTheInstanceName() throws IOException {
        var group = group("tocsin");
        var state = GroupState.INITIAL;
        for (var second = 0; second <= 10; second += 2) {
            store.append(Labels.of("__name__", "up", "job", "tocsin", "instance", "b"), at(second), 0);
            state = GroupEvaluation.evaluate(group, state, START.plusSeconds(second), this)
                    .after();
        }
        var alert = state.of(group.rules().get(0)).alerts().values().iterator().next();
        assertThat(alert.state().isFiring()).isTrue();
        assertThat(alert.annotations()).containsEntry("summary", "Instance b is down");
    }

    private static RuleGroup group(String name) throws IOException {
        var defaults = new Defaults(Duration.ofMinutes(1), Duration.ZERO);
        return RuleFileReader.read(
                        "rules.yml",
                        Files.readString(Path.of("../examples/rules.yml")),
                        "dev",
                        defaults,
                        UnknownKeys.REJECTED)
                .stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void appendSamples(int second, boolean isBusy) {
        idleSeconds += isBusy ? 0.05 : 0.9;
        gauge("node_cpu_seconds_total", second, idleSeconds, "cpu", "0", "mode", "idle");
        gauge("node_cpu_seconds_total", second, second + 1 - idleSeconds, "cpu", "0", "mode", "user");
        gauge("node_load1", second, 1);
        gauge("node_memory_MemAvailable_bytes", second, 4e9);
        gauge("node_memory_MemTotal_bytes", second, 8e9);
        gauge("node_filesystem_avail_bytes", second, 5e10, "mountpoint", "/");
        gauge("node_filesystem_size_bytes", second, 1e11, "mountpoint", "/");
    }

    private void gauge(String name, int second, double value, String... labels) {
        var all = Labels.of(labels).with(Labels.of("__name__", name, "instance", "local", "job", "machine"));
        store.append(all, at(second), value);
    }

    private static long at(int second) {
        return START.plusSeconds(second).toEpochMilli();
    }

    @Override
    public Expr parse(String text) {
        return engine.parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        return RuleQuery.evaluate(engine, store, expr, at, Cancellation.NEVER);
    }

    @Override
    public String append(List<RecordedSample> samples) {
        samples.forEach(sample -> store.append(sample.labels(), sample.sample()));
        return "";
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.EMPTY, URI.create("http://localhost:9093"));
    }
}
