package dev.tocsin.kafka.samples;

import dev.tocsin.evaluation.samples.AppendResult;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.SampleWindow;
import dev.tocsin.labels.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Selects the samples of one record that the sink receives. A sample that was too old or too far in the future when its record was
 * appended is rejected. One that has become too old since has expired, as the topic expires it.
 */
final class SampleAcceptance {
    /** Earlier record times are no milliseconds, or not set. */
    private static final Instant EARLIEST_RECORD_TIME = Instant.ofEpochMilli(1_000_000_000_000L);

    private static final int MAX_LABELS_LENGTH = 200;

    private final SampleSink sink;
    private final SampleWindow now;
    private final SampleWindow atAppend;
    private final Map<AppendResult, Integer> rejected = new EnumMap<>(AppendResult.class);
    private int count;
    private long newest = Long.MIN_VALUE;
    private String firstRejected = "";
    private String first = "";

    /** @param appendedAt the time of the record, which its producer sets */
    SampleAcceptance(SampleSink sink, Instant now, Duration window, Instant appendedAt) {
        this.sink = sink;
        this.now = SampleWindow.at(now, window);
        this.atAppend = appendedAt.isBefore(EARLIEST_RECORD_TIME) || appendedAt.isAfter(now)
                ? this.now
                : SampleWindow.at(appendedAt, window);
    }

    /** Removes the samples that are rejected and those that have expired. */
    void removeRejected(SampleColumns samples) {
        count = samples.size();
        samples.keepIf(row -> {
            var time = samples.time(row);
            if (!atAppend.accepts(time)) {
                reject(samples.labels(row), time);
                return false;
            }
            if (time < now.oldest()) {
                return false;
            }
            newest = Math.max(newest, time);
            return true;
        });
    }

    /** The time of the newest sample that was not removed. */
    Optional<Instant> newest() {
        return newest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest));
    }

    private void reject(Labels labels, long time) {
        var reason = atAppend.rejection(time).orElseThrow();
        sink.rejected(reason);
        rejected.merge(reason, 1, Integer::sum);
        if (first.isEmpty()) {
            var text = labels.toString();
            firstRejected = text.length() > MAX_LABELS_LENGTH ? text.substring(0, MAX_LABELS_LENGTH) + "..." : text;
            first = "the timestamp of %s, %s".formatted(firstRejected, atAppend.describe(time));
        }
    }

    /** The labels of the first series with a rejected sample. */
    String firstRejected() {
        return firstRejected;
    }

    /** Why samples of the record were rejected, with the first of them; empty if none was. */
    Optional<String> problem() {
        if (rejected.isEmpty()) {
            return Optional.empty();
        }
        var reasons = rejected.entrySet().stream()
                .map(entry -> "%d %s"
                        .formatted(
                                entry.getValue(),
                                entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .collect(Collectors.joining(", "));
        return Optional.of("of %d samples, %s: %s".formatted(count, reasons, first));
    }
}
