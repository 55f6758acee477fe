package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.AlertState;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The samples topic and the alert-state topic in memory, without delay. */
final class InMemoryTopics {
    final List<SampleBatch> samples = new ArrayList<>();
    private final Map<String, RuleAlertState> alerts = new TreeMap<>();
    private final Map<String, Instant> recorded = new HashMap<>();
    private final List<Consumer<Instant>> tickListeners = new ArrayList<>();
    private Instant completeTick = TickBarrier.NO_TICK;

    void onTick(Consumer<Instant> listener) {
        tickListeners.add(listener);
    }

    /** Written samples as {@code time labels value}, in order. */
    List<String> written() {
        return samples.stream()
                .flatMap(batch -> batch.series().stream())
                .flatMap(series -> series.samples().stream()
                        .map(sample -> "%s %s %s"
                                .formatted(Instant.ofEpochMilli(sample.time()), series.labels(), sample.value())))
                .toList();
    }

    SampleLog sampleLog(SeriesStore store) {
        return new SampleLog() {
            @Override
            public CompletableFuture<Void> caughtUp() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public Instant lastRecordedTick(String source) {
                return recorded.getOrDefault(source, Instant.MIN);
            }

            @Override
            public CompletableFuture<Void> append(SampleBatch batch) {
                samples.add(batch);
                recorded.put(batch.source(), batch.tick());
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public AnswerLog answers() {
                return new AnswerLog();
            }

            @Override
            public Instant completeTick() {
                return completeTick;
            }

            @Override
            public CompletableFuture<Void> mark(Instant tick, Instant logTime) {
                if (tick.isAfter(completeTick)) {
                    completeTick = tick;
                    tickListeners.forEach(listener -> listener.accept(tick));
                }
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public Duration arrivalLag(Duration least, Duration most) {
                return least;
            }
        };
    }

    AlertStateLog alertStateLog() {
        return new AlertStateLog() {
            @Override
            public CompletableFuture<Void> caughtUp() {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public Collection<RuleAlertState> startingWith(String prefix) {
                return alerts.values().stream()
                        .filter(alert -> alert.key().startsWith(prefix))
                        .toList();
            }

            @Override
            public Optional<RuleAlertState> find(String ruleUid, Fingerprint alert) {
                return Optional.ofNullable(alerts.get(ruleUid + "/" + alert));
            }

            @Override
            public Collection<RuleAlertState> all() {
                return List.copyOf(alerts.values());
            }

            @Override
            public CompletableFuture<Void> append(RuleAlertState state) {
                if (state.alert().state().equals(AlertState.INACTIVE)) {
                    alerts.remove(state.key());
                } else {
                    alerts.put(state.key(), state);
                }
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
