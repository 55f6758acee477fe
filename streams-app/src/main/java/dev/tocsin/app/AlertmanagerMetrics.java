package dev.tocsin.app;

import dev.tocsin.alerts.Alert;
import dev.tocsin.http.alertmanager.AlertmanagerApi;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.muting.Muters;
import dev.tocsin.notification.muting.TimeIntervals;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.receivers.ReceiverReader;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.silences.SilenceState;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.telemetry.Telemetry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registers metrics with the names and meanings of Alertmanager's, so that its dashboards and alerts work.
 *
 * @param instance the instance id
 * @param members all known instances
 * @param liveMembers the live instances
 * @param isIsolated whether the cluster log is out of reach
 */
record AlertmanagerMetrics(
        String instance,
        CurrentConfig currentConfig,
        Supplier<Silences> silences,
        Supplier<Collection<Alert>> alerts,
        Supplier<Inhibitor> inhibition,
        IntSupplier groupCount,
        Supplier<Members> members,
        Supplier<Members> liveMembers,
        BooleanSupplier isIsolated,
        InstantSource clock) {
    private static final int HASH_BYTES = 6;
    /** Failure reasons of Alertmanager that Tocsin never reports. */
    private static final List<String> UNUSED_FAILURE_REASONS = List.of("contextCanceled", "contextDeadlineExceeded");

    /** @param version the version of Tocsin */
    void register(Telemetry telemetry, String version) {
        telemetry.info(
                "alertmanager_build_info",
                "Version of Alertmanager whose API this is, and of Tocsin",
                Map.of("version", AlertmanagerApi.VERSION, "revision", "tocsin-" + version));
        telemetry.initializeCounters(
                ReceiverReader.kinds(),
                Stream.concat(
                                Stream.of(DeliveryResult.Cause.values()).map(DeliveryResult.Cause::text),
                                UNUSED_FAILURE_REASONS.stream())
                        .toList());
        telemetry.gauges("alertmanager_silences", "Silences by state", "state", this::silenceCounts);
        telemetry.gauges("alertmanager_alerts", "Firing alerts by state", "state", this::alertCounts);
        telemetry.gauges(
                "alertmanager_marked_alerts",
                "Firing alerts by state; the name of alertmanager_alerts before 0.33",
                "state",
                this::alertCounts);
        telemetry.gauge("alertmanager_dispatcher_aggregation_groups", "Aggregation groups", groupCount::getAsInt);
        configuration(telemetry);
        cluster(telemetry);
    }

    private void configuration(Telemetry telemetry) {
        telemetry.gauge(
                "alertmanager_config_last_reload_successful",
                "Whether the newest configuration is in force (1) or not (0)",
                () -> currentConfig.current().isPresent()
                                && currentConfig.problem().isEmpty()
                        ? 1
                        : 0);
        telemetry.gauge(
                "alertmanager_config_last_reload_success_timestamp_seconds",
                "Time since which the configuration is in force",
                () -> currentConfig.appliedAt().getEpochSecond());
        telemetry.gauge(
                "alertmanager_config_hash",
                "Hash of the configuration in force",
                () -> current(now -> hash(now.original())));
        telemetry.gauge(
                "alertmanager_receivers",
                "Receivers that routes use",
                () -> current(now -> usedReceivers(now).count()));
        telemetry.gauge(
                "alertmanager_integrations",
                "Integrations of the receivers that routes use",
                () -> current(now -> usedReceivers(now)
                        .mapToInt(receiver -> receiver.integrations().size())
                        .sum()));
        telemetry.gauge(
                "alertmanager_inhibition_rules",
                "Inhibition rules",
                () -> current(now -> now.inhibitRules().size()));
    }

    /** Returns a number of the configuration in force; 0 if there is none. */
    private double current(ToDoubleFunction<AlertingConfig> number) {
        return currentConfig.current().stream().mapToDouble(number).sum();
    }

    private void cluster(Telemetry telemetry) {
        telemetry.gauge("alertmanager_cluster_enabled", "Always 1: instances are always a cluster", () -> 1);
        telemetry.gauge(
                "alertmanager_cluster_members",
                "Live instances",
                () -> liveMembers.get().all().size());
        telemetry.gauge(
                "alertmanager_cluster_failed_peers",
                "Instances without heartbeats that did not leave the cluster",
                () -> members.get().all().stream()
                                .filter(member -> !member.leaving())
                                .count()
                        - liveMembers.get().all().size());
        telemetry.gauge(
                "alertmanager_cluster_health_score",
                "0 while the cluster log is reachable, else 1",
                () -> isIsolated.getAsBoolean() ? 1 : 0);
        telemetry.gauges(
                "alertmanager_cluster_peer_info",
                "Live instances",
                "peer",
                () -> liveMembers.get().all().stream().collect(Collectors.toMap(Member::instance, any -> 1.0)));
        telemetry.gauge(
                "alertmanager_peer_position",
                "Position of this instance among the live instances, in order of their ids",
                () -> liveMembers.get().all().stream()
                        .map(Member::instance)
                        .filter(name -> name.compareTo(instance) < 0)
                        .count());
    }

    private Map<String, Double> silenceCounts() {
        var now = clock.instant();
        var counts = new TreeMap<String, Double>();
        for (var state : SilenceState.values()) {
            counts.put(state.text(), 0.0);
        }
        silences.get().all().forEach(silence -> counts.merge(silence.at(now).text(), 1.0, Double::sum));
        return counts;
    }

    private Map<String, Double> alertCounts() {
        var now = clock.instant();
        var muters = new Muters(inhibition.get(), TimeIntervals.NONE, silences.get());
        var counts = new TreeMap<>(Map.of("active", 0.0, "suppressed", 0.0, "unprocessed", 0.0));
        alerts.get().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .forEach(alert -> counts.merge(
                        muters.isNotMuted(alert.labels(), now) ? "active" : "suppressed", 1.0, Double::sum));
        return counts;
    }

    private static Stream<Receiver> usedReceivers(AlertingConfig now) {
        return now.tree().all().stream().map(now::receiver).distinct();
    }

    // Alertmanager's hash of the same text: the first 6 bytes of the MD5 as a little-endian number.
    private static double hash(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            var bytes = Arrays.copyOf(Arrays.copyOf(digest, HASH_BYTES), Long.BYTES);
            return ByteBuffer.wrap(bytes)
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
