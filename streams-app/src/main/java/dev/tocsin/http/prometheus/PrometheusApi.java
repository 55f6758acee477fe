package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.Identity;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.kafka.log.SkippedRecord;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** All paths below {@code /api/v1}: Prometheus's API, remote write, and the list of skipped records. */
public final class PrometheusApi {
    private static final String BASE = "/api/v1";
    private static final String ALERTMANAGER_V1_GONE =
            "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of"
                    + " version 0.27.0 - please use the equivalent route in the v2 API";

    private final Supplier<List<SkippedRecord>> skippedRecords;
    private final StatusResource status;
    private final RulesResource rules;
    private final QueryResource queries;
    private final SeriesResource series;
    private final RemoteWriteResource remoteWrite;

    /**
     * @param ruleGroups the groups that this instance evaluates, in any order
     * @param ruleGroupProblem why the newest record of a group, given by its key, is not used; empty if it is used
     * @param sampleWriter appends samples; done once they are stored for the whole cluster
     * @param skippedRecords the newest records that could not be used
     */
    public PrometheusApi(
            Identity identity,
            Engine engine,
            Queryable queryable,
            Supplier<List<RuleGroupStatus>> ruleGroups,
            UnaryOperator<String> ruleGroupProblem,
            Function<SampleBatch, CompletableFuture<?>> sampleWriter,
            Supplier<List<SkippedRecord>> skippedRecords,
            HttpServerSettings settings,
            InstantSource clock) {
        var maxBodyBytes = settings.maxBodyBytes();
        var async = new AsyncResponse(settings.responseTimeout());
        this.skippedRecords = skippedRecords;
        this.status = new StatusResource(identity, engine.options(), clock);
        this.rules = new RulesResource(ruleGroups, ruleGroupProblem, maxBodyBytes);
        this.queries = new QueryResource(engine, queryable, clock, maxBodyBytes);
        this.series = new SeriesResource(queryable, maxBodyBytes);
        this.remoteWrite = new RemoteWriteResource(sampleWriter, clock, async, maxBodyBytes);
    }

    public void register(RoutesConfig routes) {
        routes.before(BASE + "/*", PrometheusApi::allowOrigins);
        routes.options(BASE + "/*", request -> request.status(204));
        var paths = new Endpoints(routes, ResponseEnvelope::routingError);
        paths.get(BASE + "/rules", rules::rules);
        paths.getOrPost(BASE + "/alerts", rules::alerts, PrometheusApi::alertmanagerV1Gone);
        registerStatus(paths);
        registerEmptyEndpoints(paths);
        registerAlertmanagerV1(paths);
        getOrPost(paths, "/format_query", queries::format);
        getOrPost(paths, "/query", queries::instant);
        getOrPost(paths, "/query_range", queries::range);
        getOrPost(paths, "/series", series::series);
        getOrPost(paths, "/labels", series::labelNames);
        paths.get(BASE + "/label/{name}/values", series::labelValues);
        paths.post(BASE + "/write", remoteWrite::write);
        paths.get(BASE + "/tocsin/skipped-records", this::skippedRecords);
        paths.rejectUnknownPaths(BASE + "/*");
    }

    private void registerStatus(Endpoints paths) {
        paths.get(BASE + "/status/buildinfo", status::buildInfo);
        paths.get(BASE + "/status/flags", status::flags);
        paths.get(BASE + "/status/config", status::config);
        paths.get(BASE + "/status/runtimeinfo", status::runtimeInfo);
    }

    /** Registers the paths of data that Tocsin does not have. Clients get empty lists. */
    private static void registerEmptyEndpoints(Endpoints paths) {
        getOrPost(paths, "/query_exemplars", request -> ResponseEnvelope.send(request, List.of()));
        paths.get(BASE + "/metadata", request -> ResponseEnvelope.send(request, Map.of()));
        paths.get(BASE + "/targets", request -> ResponseEnvelope.send(request, Targets.NONE));
        paths.get(BASE + "/targets/metadata", request -> ResponseEnvelope.send(request, List.of()));
        paths.get(BASE + "/scrape_pools", request -> ResponseEnvelope.send(request, Map.of("scrapePools", List.of())));
        paths.get(BASE + "/alertmanagers", request -> ResponseEnvelope.send(request, Alertmanagers.NONE));
    }

    private record Targets(
            List<Object> activeTargets, List<Object> droppedTargets, Map<String, Long> droppedTargetCounts) {
        static final Targets NONE = new Targets(List.of(), List.of(), Map.of());
    }

    private record Alertmanagers(List<Object> activeAlertmanagers, List<Object> droppedAlertmanagers) {
        static final Alertmanagers NONE = new Alertmanagers(List.of(), List.of());
    }

    /** Registers the paths of Alertmanager's removed API v1, whose {@code GET /alerts} is Prometheus's here. */
    private static void registerAlertmanagerV1(Endpoints paths) {
        paths.get(BASE + "/status", PrometheusApi::alertmanagerV1Gone);
        paths.get(BASE + "/receivers", PrometheusApi::alertmanagerV1Gone);
        getOrPost(paths, "/silences", PrometheusApi::alertmanagerV1Gone);
        paths.getOrDelete(BASE + "/silence/{id}", PrometheusApi::alertmanagerV1Gone, PrometheusApi::alertmanagerV1Gone);
    }

    private static void alertmanagerV1Gone(Context request) {
        throw new ApiException(410, new Gone("deprecated", ALERTMANAGER_V1_GONE));
    }

    private record Gone(String status, String error) {}

    private void skippedRecords(Context request) {
        ResponseEnvelope.send(
                request,
                skippedRecords.get().stream().map(SkippedRecordView::of).toList());
    }

    private static void getOrPost(Endpoints paths, String path, Handler handler) {
        paths.getOrPost(BASE + path, handler, handler);
    }

    private static void allowOrigins(Context request) {
        if (request.header("Origin") != null) {
            request.header("Vary", "Origin")
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
                    .header("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin")
                    .header("Access-Control-Expose-Headers", "Date");
        }
    }
}
