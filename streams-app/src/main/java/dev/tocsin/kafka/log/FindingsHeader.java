package dev.tocsin.kafka.log;

import dev.tocsin.limits.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Findings of an instance at its newest ticks. They are a header of its heartbeats, which readers may ignore. */
public record FindingsHeader(String text) {
    private static final String NAME = "tocsin-findings";

    void writeTo(Headers headers) {
        headers.add(NAME, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the header; empty if there is none or it is too long. */
    static Optional<FindingsHeader> of(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(NAME))
                .filter(header -> header.value() != null && header.value().length <= Limit.FINDINGS.value())
                .map(header -> new FindingsHeader(new String(header.value(), StandardCharsets.UTF_8)));
    }
}
