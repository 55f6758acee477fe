package dev.tocsin.telemetry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Metrics of one instance. Thread-safe. */
public final class Telemetry {
    /** Media type of {@link #scrape}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Counter claims = counter(
            "tocsin_claims", "Claims by outcome: won, lost, lapsed (expired while in use) or unwritten", "outcome");
    private final Counter releases =
            counter("tocsin_claims_released", "Claims released without a notification, by reason", "reason");
    private final Counter notifications = counter(
            "tocsin_notifications",
            "Notifications delivered, by the reason why they were due",
            "integration",
            "reason");
    private final Counter requests = counter("alertmanager_notification_requests", "Delivery attempts", "integration");
    private final Counter failedRequests = counter(
            "alertmanager_notification_requests_failed",
            "Failed delivery attempts, by reason",
            "integration",
            "reason");
    private final Counter sent =
            counter("alertmanager_notifications", "Notifications, delivered or failed", "integration");
    private final Counter failed = counter(
            "alertmanager_notifications_failed",
            "Notifications that could not be delivered, by reason",
            "integration",
            "reason");
    private final Counter suppressed =
            counter("alertmanager_notifications_suppressed", "Alerts suppressed in notifications, by reason", "reason");
    private final Histogram latency = Histogram.builder()
            .name("alertmanager_notification_latency_seconds")
            .help("Duration of delivery attempts")
            .labelNames("integration")
            .classicUpperBounds(0.01, 0.05, 0.25, 1, 5, 10, 15, 20)
            .classicOnly()
            .register(registry);
    private final RuleMetrics rules = new RuleMetrics(registry);
    private final Counter receivedAlerts =
            counter("alertmanager_alerts_received", "Alerts received over the API", "status", "version");
    private final Counter invalidAlerts =
            counter("alertmanager_alerts_invalid", "Invalid alerts received over the API", "version");
    private final Summary alertProcessing = Summary.builder()
            .name("alertmanager_dispatcher_alert_processing_duration_seconds")
            .help("Duration of inserting alerts into their aggregation groups")
            .register(registry);
    private final HttpMetrics http = new HttpMetrics(registry);
    private final Counter refusedRequests = counter(
            "tocsin_http_requests_refused",
            "Requests that were given up before they were handled, by reason",
            "reason");
    private final Counter rejectedSamples =
            counter("tocsin_samples_rejected", "Samples that were not stored, by reason", "reason");
    private final Counter shedQueries = counter(
            "tocsin_queries_shed", "Queries that were answered with 503 because too many run, by reason", "reason");
    private final Counter audited = counter("tocsin_audit_records", "Audit records stored, by outcome", "outcome");
    private final Counter auditFailures = counter(
            "tocsin_audit_failures",
            "Audit records missing: unwritten, or skipped because of too many refusals",
            "reason");
    private final Counter failedLogins = counter("tocsin_logins_failed", "Refused logins, by method", "method");

    public Telemetry(String version) {
        info("tocsin_build_info", "Version of Tocsin", Map.of("version", version));
        for (var reason : List.of("silence", "inhibition", "mute_time_interval", "active_time_interval")) {
            suppressed.initLabelValues(reason);
        }
        for (var status : List.of("firing", "resolved")) {
            receivedAlerts.initLabelValues(status, "v2");
        }
        invalidAlerts.initLabelValues("v2");
        auditFailures.initLabelValues("unwritten");
    }

    public void auditStored(String outcome) {
        audited.labelValues(outcome).inc();
    }

    public void auditFailed(String reason) {
        auditFailures.labelValues(reason).inc();
    }

    /** Creates the delivery counters with value 0, so that {@code rate} sees the first failure. */
    public void initializeCounters(Collection<String> integrations, Collection<String> failures) {
        for (var integration : integrations) {
            requests.initLabelValues(integration);
            sent.initLabelValues(integration);
            latency.initLabelValues(integration);
            for (var reason : failures) {
                failed.initLabelValues(integration, reason);
                failedRequests.initLabelValues(integration, reason);
            }
        }
    }

    /** Adds the metrics of the JVM. */
    public void registerJvmMetrics() {
        JvmMetrics.builder().register(registry);
    }

    /** Adds a gauge with value 1 and constant labels. */
    public void info(String name, String help, Map<String, String> labels) {
        var sorted = new TreeMap<>(labels);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(sorted.keySet().toArray(String[]::new))
                .callback(gauge -> gauge.call(1, sorted.values().toArray(String[]::new)))
                .register(registry);
    }

    /** Adds a gauge whose value is read at each scrape. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsDouble()))
                .register(registry);
    }

    /** Adds a gauge with one label. The values, by label value, are read at each scrape. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(gauge -> values.get().forEach((at, value) -> gauge.call(value, at)))
                .register(registry);
    }

    public void claimEnded(String outcome) {
        claims.labelValues(outcome).inc();
    }

    public void claimReleased(String reason) {
        releases.labelValues(reason).inc();
    }

    public void attempted(String integration, Duration took) {
        requests.labelValues(integration).inc();
        latency.labelValues(integration).observe(seconds(took));
    }

    public void attemptFailed(String integration, String reason) {
        failedRequests.labelValues(integration, reason).inc();
    }

    public void notified(String integration, String reason) {
        sent.labelValues(integration).inc();
        notifications.labelValues(integration, reason).inc();
    }

    public void notificationFailed(String integration, String reason) {
        sent.labelValues(integration).inc();
        failed.labelValues(integration, reason).inc();
    }

    public void suppressed(String reason, int alerts) {
        suppressed.labelValues(reason).inc(alerts);
    }

    public void evaluated(String group, Duration took, Duration late, int count, int failures) {
        rules.evaluated(group, seconds(took), seconds(late), count, failures);
    }

    /** Removes the metrics of a removed rule group. */
    public void removeRuleGroup(String ruleGroup) {
        rules.remove(ruleGroup);
    }

    public void missedTicks(String ruleGroup, long ticks) {
        rules.missed(ruleGroup, ticks);
    }

    public void lateTick(String ruleGroup) {
        rules.late(ruleGroup);
    }

    public void alertReceived(String status) {
        receivedAlerts.labelValues(status, "v2").inc();
    }

    public void alertInvalid() {
        invalidAlerts.labelValues("v2").inc();
    }

    public void alertsProcessed(Duration took) {
        alertProcessing.observe(seconds(took));
    }

    public void requestStarted(String method) {
        http.started(method);
    }

    /** @param handler the path pattern of the request */
    public void requestEnded(String handler, String method, int status, Duration took) {
        http.ended(handler, method, status, seconds(took));
    }

    /** @param reason one of a few constants */
    public void requestRefused(String reason) {
        refusedRequests.labelValues(reason).inc();
    }

    public void responded(String handler, String method, long bytes) {
        http.responded(handler, method, bytes);
    }

    public void samplesRejected(String reason, long samples) {
        rejectedSamples.labelValues(reason).inc(samples);
    }

    public void queryShed(String reason) {
        shedQueries.labelValues(reason).inc();
    }

    public void loginFailed(String method) {
        failedLogins.labelValues(method).inc();
    }

    /** All metrics in Prometheus's text format. */
    public String scrape() {
        var text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
