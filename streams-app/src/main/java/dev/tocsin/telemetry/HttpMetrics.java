package dev.tocsin.telemetry;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Alertmanager's metrics of HTTP requests. */
final class HttpMetrics {
    private final Histogram duration;
    private final Histogram size;
    private final Gauge inFlight;

    HttpMetrics(PrometheusRegistry registry) {
        duration = Histogram.builder()
                .name("alertmanager_http_request_duration_seconds")
                .help("Duration of HTTP requests")
                .labelNames("handler", "method", "code")
                .classicOnly()
                .register(registry);
        size = Histogram.builder()
                .name("alertmanager_http_response_size_bytes")
                .help("Sizes of HTTP responses")
                .labelNames("handler", "method")
                .classicUpperBounds(100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8)
                .classicOnly()
                .register(registry);
        inFlight = Gauge.builder()
                .name("alertmanager_http_requests_in_flight")
                .help("HTTP requests in flight")
                .labelNames("method")
                .register(registry);
        inFlight.initLabelValues("get");
    }

    void started(String method) {
        inFlight.labelValues(method).inc();
    }

    /** @param handler the path pattern of the request */
    void ended(String handler, String method, int status, double seconds) {
        inFlight.labelValues(method).dec();
        duration.labelValues(handler, method, String.valueOf(status)).observe(seconds);
    }

    void responded(String handler, String method, long bytes) {
        size.labelValues(handler, method).observe(bytes);
    }
}
