package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.http.common.ApiJson;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notation.PromDuration;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code /status/...}: the status of the instance in the format of Prometheus.
 *
 * @param hasGrafanaRuler whether Grafana is to edit rules
 */
record StatusResource(Identity identity, EngineOptions options, boolean hasGrafanaRuler, InstantSource clock) {
    private static final String PROMETHEUS_VERSION = "3.5.0";
    private static final String MIMIR = "Grafana Mimir";

    /** Features of Mimir that Grafana asks for. The values are texts, as in Mimir. */
    private static final Map<String, String> MIMIR_FEATURES = new TreeMap<>(Map.of(
            "ruler_config_api", "true",
            "alertmanager_config_api", "false",
            "query_sharding", "false",
            "federated_rules", "false"));

    void buildInfo(Context request) {
        ResponseEnvelope.send(request, buildInfo());
    }

    /** {@code /version}: the same data as {@link #buildInfo}, as text without an envelope. */
    void version(Context request) {
        request.status(200)
                .contentType("text/plain; charset=utf-8")
                .result(ApiJson.write(buildInfo()).strip());
    }

    /** Sends the progress of a write-ahead log, which Tocsin does not have. */
    void walReplay(Context request) {
        ResponseEnvelope.send(request, new WalReplay(0, 0, 0));
    }

    private record WalReplay(int min, int max, int current) {}

    private BuildInfo buildInfo() {
        return new BuildInfo(
                PROMETHEUS_VERSION,
                "tocsin-" + identity.version(),
                "",
                "",
                "",
                "",
                hasGrafanaRuler ? MIMIR : "",
                hasGrafanaRuler ? MIMIR_FEATURES : Map.of());
    }

    /** Sends the flags of Prometheus that correspond to settings. */
    void flags(Context request) {
        var flags = new TreeMap<String, String>();
        flags.put(
                "enable-feature",
                options.features().on().stream()
                        .filter(feature -> !Features.STABLE.has(feature))
                        .map(Feature::toString)
                        .sorted()
                        .collect(Collectors.joining(",")));
        flags.put("query.lookback-delta", PromDuration.format(options.lookback()));
        flags.put("query.max-samples", Integer.toString(options.maxSamples()));
        ResponseEnvelope.send(request, flags);
    }

    /** Sends what corresponds to Prometheus's configuration: no targets and no rule files. */
    void config(Context request) {
        var interval = PromDuration.format(options.subqueryStep());
        ResponseEnvelope.send(request, Map.of("yaml", "global:\n  evaluation_interval: %s\n".formatted(interval)));
    }

    void runtimeInfo(Context request) {
        ResponseEnvelope.send(
                request,
                new RuntimeInfo(
                        GoTime.format(identity.startedAt()),
                        identity.instance(),
                        GoTime.format(clock.instant()),
                        true));
    }

    private record RuntimeInfo(String startTime, String hostname, String serverTime, boolean reloadConfigSuccess) {}

    /**
     * @param version the version of Prometheus whose API this is. Clients decide by it which features they use.
     * @param application absent unless Grafana is to edit rules, as are the features: with them it expects Mimir's APIs
     */
    private record BuildInfo(
            String version,
            String revision,
            String branch,
            String buildUser,
            String buildDate,
            String goVersion,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String application,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> features) {}
}
