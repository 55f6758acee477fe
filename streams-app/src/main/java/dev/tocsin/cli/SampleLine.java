package dev.tocsin.cli;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.SourceSample;
import java.time.Instant;

/** A sample as text, such as {@code orders_total{country="DE"} +1 @ 2026-01-31T12:00:00Z}. */
final class SampleLine {
    private SampleLine() {}

    static String text(SourceSample one) {
        var name = one.labels().metricName();
        var rest = one.labels().filter(label -> !label.equals(Labels.NAME));
        var value = one.sample().isHistogram()
                ? one.sample().histogram().toString()
                : GoFloat.general(one.sample().value());
        var sign = one.accumulation() == Accumulation.ADD && !value.startsWith("-") ? "+" : "";
        return "%s%s %s%s @ %s"
                .formatted(
                        name,
                        rest.isEmpty() ? "" : rest.toString(),
                        sign,
                        value,
                        Instant.ofEpochMilli(one.sample().time()));
    }
}
