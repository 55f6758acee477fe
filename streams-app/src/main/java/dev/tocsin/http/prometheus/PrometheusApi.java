package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.samples.Queryable;
import dev.tocsin.evaluator.Agreement;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.Identity;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All paths below {@code /api/v1}: Prometheus's API, remote write, and Tocsin's own.
 *
 * @param queryWarnings warnings of every answer that is made of samples
 * @param ruleGroups the groups that this instance evaluates, in any order
 * @param ruleGroupProblem why the newest record of a group, given by its key, is not used; empty if it is used
 * @param sampleWriter appends samples; done once they are stored for the whole cluster
 * @param samplesRetention older samples are rejected; rules that look back farther have a warning
 * @param skippedRecords the newest records that could not be used
 * @param agreement whether the other instances found the same
 */
public record PrometheusApi(
        Identity identity,
        Engine engine,
        Queryable queryable,
        Supplier<List<String>> queryWarnings,
        Supplier<List<RuleGroupStatus>> ruleGroups,
        UnaryOperator<String> ruleGroupProblem,
        Function<List<EncodedSeries>, CompletableFuture<?>> sampleWriter,
        Duration samplesRetention,
        Supplier<List<SkippedRecord>> skippedRecords,
        Agreement agreement,
        Telemetry telemetry,
        HttpServerSettings settings,
        InstantSource clock) {
    private static final String BASE = "/api/v1";
    private static final String ALERTMANAGER_V1_GONE =
            "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of"
                    + " version 0.27.0 - please use the equivalent route in the v2 API";

    public void register(RoutesConfig routes) {
        var rules = new RulesResource(ruleGroups, ruleGroupProblem, samplesRetention);
        var gate = new QueryGate(
                Limit.CONCURRENT_QUERIES.intValue(),
                Limit.QUERY_QUEUE.intValue(),
                Limit.QUERY_QUEUE_TIME.duration(),
                telemetry);
        var queries = new QueryResource(engine, queryable, queryWarnings, clock, gate);
        var series = new SeriesResource(queryable, queryWarnings, gate);
        var async = new AsyncResponse(settings.responseTimeout());
        var remoteWrite = new RemoteWriteResource(
                sampleWriter,
                clock,
                async,
                telemetry,
                samplesRetention,
                RemoteWriteResource.budgetOfHeap(),
                settings.maxBodyBytes());
        var paths = new Endpoints(routes, ResponseEnvelope::routingError);
        paths.get(BASE + "/rules", Role.VIEWER, withParameters(rules::rules));
        paths.getOrPost(BASE + "/alerts", Role.VIEWER, rules::alerts, Role.VIEWER, PrometheusApi::alertmanagerV1Gone);
        registerStatus(paths);
        new EmptyEndpoints(paths).register(BASE);
        registerPages(routes, new QueryPage(queries, clock));
        registerAlertmanagerV1(paths);
        getOrPost(paths, "/format_query", withParameters(queries::format));
        getOrPost(paths, "/query", withParameters(queries::instant));
        getOrPost(paths, "/query_exemplars", withParameters(queries::exemplars));
        getOrPost(paths, "/query_range", withParameters(queries::range));
        getOrPost(paths, "/series", withParameters(series::series));
        getOrPost(paths, "/labels", withParameters(series::labelNames));
        paths.get(BASE + "/label/{name}/values", Role.VIEWER, withParameters(series::labelValues));
        paths.post(BASE + "/write", Role.WRITER, remoteWrite::write);
        paths.get(BASE + "/tocsin/skipped-records", Role.VIEWER, this::sendSkippedRecords);
        paths.get(BASE + "/tocsin/agreement", Role.VIEWER, new AgreementResource(agreement)::send);
        paths.rejectUnknownPaths(BASE + "/*");
    }

    private void registerStatus(Endpoints paths) {
        var status = new StatusResource(identity, engine.options(), clock);
        paths.get(BASE + "/status/buildinfo", Role.VIEWER, status::buildInfo);
        paths.get(BASE + "/status/flags", Role.VIEWER, status::flags);
        paths.get(BASE + "/status/config", Role.VIEWER, status::config);
        paths.get(BASE + "/status/runtimeinfo", Role.VIEWER, status::runtimeInfo);
        paths.get(BASE + "/status/walreplay", Role.VIEWER, status::walReplay);
        paths.get("/version", Role.VIEWER, status::version);
    }

    /** Both paths of Prometheus's query page; it redirects the older one. */
    private static void registerPages(RoutesConfig routes, QueryPage page) {
        var paths = new Endpoints(routes, ApiException::new);
        paths.get("/graph", Role.VIEWER, withParameters(page::show));
        paths.get("/query", Role.VIEWER, withParameters(page::show));
    }

    /** Registers the paths of Alertmanager's removed API v1, whose {@code GET /alerts} is Prometheus's here. */
    private static void registerAlertmanagerV1(Endpoints paths) {
        paths.get(BASE + "/status", Role.VIEWER, PrometheusApi::alertmanagerV1Gone);
        paths.get(BASE + "/receivers", Role.VIEWER, PrometheusApi::alertmanagerV1Gone);
        getOrPost(paths, "/silences", PrometheusApi::alertmanagerV1Gone);
        paths.getOrDelete(
                BASE + "/silence/{id}",
                Role.VIEWER,
                PrometheusApi::alertmanagerV1Gone,
                Role.VIEWER,
                PrometheusApi::alertmanagerV1Gone);
    }

    private static void alertmanagerV1Gone(Context request) {
        throw new ApiException(410, new Gone("deprecated", ALERTMANAGER_V1_GONE));
    }

    private record Gone(String status, String error) {}

    private record SkippedRecordView(String topic, long offset, String key, String reason, String time) {
        static SkippedRecordView of(SkippedRecord skipped) {
            return new SkippedRecordView(
                    skipped.topic(), skipped.offset(), skipped.key(), skipped.reason(), ApiTime.millis(skipped.at()));
        }
    }

    private void sendSkippedRecords(Context request) {
        ResponseEnvelope.send(
                request,
                skippedRecords.get().stream().map(SkippedRecordView::of).toList());
    }

    private static Handler withParameters(BiConsumer<Context, PrometheusParameters> handler) {
        return request -> handler.accept(request, PrometheusParameters.of(request));
    }

    private static void getOrPost(Endpoints paths, String path, Handler handler) {
        paths.getOrPost(BASE + path, Role.VIEWER, handler);
    }
}
