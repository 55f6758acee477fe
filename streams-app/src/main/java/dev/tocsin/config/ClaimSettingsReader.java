package dev.tocsin.config;

import dev.tocsin.limits.Limit;
import dev.tocsin.notifier.ClaimSettings;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Duration;

/** Reads the settings of claims, and checks them with those of heartbeats. */
record ClaimSettingsReader(ProblemCollector problems) {
    private static final String OLD_HEAD_START = "courtesy";

    ClaimSettings read(YamlMap claim, YamlMap member, Duration heartbeat) {
        var memberTimeout = memberTimeout(member, heartbeat);
        var lease = SettingsReader.durationAtLeast(claim, "lease", Duration.ofSeconds(10), Duration.ofSeconds(1));
        var headStart = headStart(claim);
        requireLonger(claim, "lease", lease, "head_start", headStart);
        requireAtMost(claim, "lease", lease, Limit.CLAIM_LEASE.duration(), "the limit of leases (docs/limits.md)");
        requireAtMost(
                member,
                "heartbeat",
                heartbeat,
                lease.dividedBy(2),
                "half of claim.lease: an outage must be noticed before claims expire");
        return new ClaimSettings(
                lease,
                headStart.compareTo(lease) < 0 ? headStart : Duration.ZERO,
                claim.integer("attempts", 3, 1),
                memberTimeout);
    }

    /** Reads {@code head_start}, or {@code courtesy}, which is its old name. */
    private static Duration headStart(YamlMap claim) {
        var current = claim.get("head_start").flatMap(YamlValue::duration);
        var old = claim.get(OLD_HEAD_START).flatMap(YamlValue::duration);
        if (current.isPresent() && old.isPresent() && !current.equals(old)) {
            claim.problem(
                    OLD_HEAD_START,
                    "claim.head_start and claim.courtesy, its old name, have different values",
                    "remove claim.courtesy");
        }
        return current.or(() -> old).orElse(Duration.ofMillis(250));
    }

    private Duration memberTimeout(YamlMap member, Duration heartbeat) {
        var timeout = member.duration("timeout", Duration.ofSeconds(6));
        requireLonger(member, "timeout", timeout, "heartbeat", heartbeat);
        return timeout;
    }

    private void requireAtMost(YamlMap map, String key, Duration value, Duration maximum, String reason) {
        if (value.compareTo(maximum) > 0) {
            problems.add(
                    map.locationOf(key),
                    "%s is %dms, but must be at most %dms, %s"
                            .formatted(map.childPath(key), value.toMillis(), maximum.toMillis(), reason),
                    "decrease it");
        }
    }

    private void requireLonger(YamlMap map, String longer, Duration one, String shorter, Duration other) {
        if (one.compareTo(other) <= 0) {
            problems.add(
                    map.locationOf(longer),
                    "%s is %dms, but must be longer than %s, which is %dms"
                            .formatted(map.childPath(longer), one.toMillis(), map.childPath(shorter), other.toMillis()),
                    "increase it");
        }
    }
}
