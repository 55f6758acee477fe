package dev.tocsin.streams;

import java.time.Instant;
import java.util.Optional;

/**
 * A record as the fold sees it.
 *
 * @param at when the broker had it
 * @param value empty for a tombstone
 */
record Fact(String topic, long offset, Instant at, String key, Optional<byte[]> value) {
    Fact withKey(String other) {
        return new Fact(topic, offset, at, other, value);
    }
}
