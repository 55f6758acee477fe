package dev.tocsin.app;

import dev.tocsin.config.Settings;
import dev.tocsin.delivery.Notifier;
import dev.tocsin.notification.claims.Member;
import dev.tocsin.notification.claims.Members;
import dev.tocsin.notification.configuration.AlertingConfig;
import dev.tocsin.notification.muting.Mutes;
import dev.tocsin.notification.routing.Route;
import dev.tocsin.notification.silences.Phase;
import dev.tocsin.notification.timeintervals.Schedules;
import dev.tocsin.streams.Replica;
import dev.tocsin.telemetry.Telemetry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What Alertmanager measures of itself, where it means the same here, so that its dashboards and alerts work. */
final class AlertmanagerMetrics {
    private static final int HASHED_BYTES = 6;

    private final Settings settings;
    private final Replica replica;
    private final Notifier notifier;
    private final CurrentConfig config;
    private final Supplier<Members> live;
    private final InstantSource clock;

    /** @param live the members that live */
    AlertmanagerMetrics(
            Settings settings,
            Replica replica,
            Notifier notifier,
            CurrentConfig config,
            Supplier<Members> live,
            InstantSource clock) {
        this.settings = settings;
        this.replica = replica;
        this.notifier = notifier;
        this.config = config;
        this.live = live;
        this.clock = clock;
    }

    void register(Telemetry telemetry, String version) {
        telemetry.gauges("alertmanager_build_info", "What runs here", "version", () -> Map.of(version, 1.0));
        telemetry.gauges("alertmanager_silences", "Silences that are kept, by state", "state", this::silences);
        telemetry.gauges("alertmanager_alerts", "Alerts that fire, by state", "state", this::alerts);
        configuration(telemetry);
        cluster(telemetry);
    }

    private void configuration(Telemetry telemetry) {
        telemetry.gauge(
                "alertmanager_config_last_reload_successful",
                "Whether the newest configuration is the one in force",
                () -> config.inForce().isPresent() && config.problem().isEmpty() ? 1 : 0);
        telemetry.gauge(
                "alertmanager_config_last_reload_success_timestamp_seconds",
                "Since when the configuration is in force",
                () -> config.since().getEpochSecond());
        telemetry.gauge(
                "alertmanager_config_hash",
                "A hash of the configuration in force",
                () -> config.inForce()
                        .map(AlertingConfig::original)
                        .map(AlertmanagerMetrics::hash)
                        .orElse(0.0));
        telemetry.gauge(
                "alertmanager_receivers",
                "Receivers that routes lead to",
                () -> config.inForce().map(AlertmanagerMetrics::usedReceivers).orElse(0L));
        telemetry.gauge(
                "alertmanager_inhibition_rules",
                "Rules of inhibition",
                () -> config.inForce().map(now -> now.inhibitRules().size()).orElse(0));
    }

    private void cluster(Telemetry telemetry) {
        telemetry.gauge("alertmanager_cluster_enabled", "Instances always are a cluster", () -> 1);
        telemetry.gauge(
                "alertmanager_cluster_members",
                "Instances that live",
                () -> live.get().all().size());
        telemetry.gauge(
                "alertmanager_cluster_failed_peers",
                "Instances that are silent without having said good-bye",
                () -> replica.members().all().stream()
                                .filter(member -> !member.leaving())
                                .count()
                        - live.get().all().size());
        telemetry.gauge(
                "alertmanager_peer_position",
                "The place of this instance among those that live, by name",
                () -> live.get().all().stream()
                        .map(Member::instance)
                        .filter(name -> name.compareTo(settings.instanceId()) < 0)
                        .count());
    }

    private Map<String, Double> silences() {
        var now = clock.instant();
        var counts = new TreeMap<String, Double>();
        for (var phase : Phase.values()) {
            counts.put(phase.name().toLowerCase(Locale.ROOT), 0.0);
        }
        replica.silences()
                .all()
                .forEach(silence -> counts.merge(silence.at(now).name().toLowerCase(Locale.ROOT), 1.0, Double::sum));
        return counts;
    }

    private Map<String, Double> alerts() {
        var now = clock.instant();
        var mutes = new Mutes(notifier.inhibition(), Schedules.NONE, replica.silences());
        var counts = new TreeMap<>(Map.of("active", 0.0, "suppressed", 0.0));
        notifier.alerts().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .forEach(alert ->
                        counts.merge(mutes.isTold(alert.labels(), now) ? "active" : "suppressed", 1.0, Double::sum));
        return counts;
    }

    private static long usedReceivers(AlertingConfig now) {
        return now.tree().all().stream()
                .map(Route::receiver)
                .collect(Collectors.toSet())
                .size();
    }

    // The first bytes of its MD5 as a number, the lowest byte first: the same as Alertmanager's for the same text.
    private static double hash(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            var bytes = Arrays.copyOf(Arrays.copyOf(digest, HASHED_BYTES), Long.BYTES);
            return ByteBuffer.wrap(bytes)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
