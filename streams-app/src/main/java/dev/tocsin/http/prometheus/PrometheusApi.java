package dev.tocsin.http.prometheus;

import dev.tocsin.datasources.DataSourceStatus;
import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.evaluator.Agreement;
import dev.tocsin.evaluator.RuleGroupStatus;
import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.http.common.ApiException;
import dev.tocsin.http.common.AsyncResponse;
import dev.tocsin.http.common.Caller.Role;
import dev.tocsin.http.common.Endpoints;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.ResponseEnvelope;
import dev.tocsin.http.common.SkippedRecordView;
import dev.tocsin.kafka.codec.EncodedSeries;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.labels.Labels;
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
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All paths below {@code /api/v1}: Prometheus's API, remote write, and Tocsin's own.
 *
 * @param queryWarnings warnings of every answer that is made of samples
 * @param ruleGroups the groups that this instance evaluates, in any order
 * @param ruleGroupProblem why the newest record of a group, given by its key, is not used; empty if it is used
 * @param sampleWriter appends samples; done once they are stored for the whole cluster
 * @param externalLabels are added to federated series
 * @param samplesRetention older samples are rejected; rules that look back farther have a warning
 * @param skippedRecords the newest records that could not be used
 * @param agreement whether the other instances found the same
 * @param dataSources the state of each data source
 */
public record PrometheusApi(
        Identity identity,
        Engine engine,
        SeriesStore store,
        Supplier<List<String>> queryWarnings,
        Supplier<List<RuleGroupStatus>> ruleGroups,
        UnaryOperator<String> ruleGroupProblem,
        BiFunction<List<EncodedSeries>, MetadataAndExemplars, CompletableFuture<?>> sampleWriter,
        Labels externalLabels,
        Duration samplesRetention,
        Supplier<List<SkippedRecord>> skippedRecords,
        Agreement agreement,
        Supplier<List<DataSourceStatus>> dataSources,
        Telemetry telemetry,
        HttpServerSettings settings,
        InstantSource clock) {
    /** Grafana and mimirtool can be given an address that ends with {@code /prometheus}. */
    static final List<String> BASES = List.of("/api/v1", "/prometheus/api/v1");

    private static final String ALERTMANAGER_V1_GONE =
            "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of"
                    + " version 0.27.0 - please use the equivalent route in the v2 API";

    public void register(RoutesConfig routes) {
        var gate = new QueryGate(
                Limit.CONCURRENT_QUERIES.intValue(),
                Limit.QUERY_QUEUE.intValue(),
                Limit.QUERY_QUEUE_TIME.duration(),
                telemetry);
        var queries = new QueryResource(engine, store, queryWarnings, clock, gate);
        var budget = RemoteWriteResource.budgetOfHeap();
        var remoteWrite = remoteWrite(budget);
        var otlp = otlp(budget);
        var paths = new Endpoints(routes, ResponseEnvelope::routingError);
        for (var base : BASES) {
            registerRules(paths, base);
            registerStatus(paths, base, gate);
            registerQueries(paths, base, queries, gate);
            TargetsResource.register(paths, base);
            registerAlertmanagerV1(paths, base);
            paths.post(base + "/write", Role.WRITER, remoteWrite::write);
            paths.post(base + "/otlp/v1/metrics", Role.WRITER, otlp::write);
            paths.get(base + "/tocsin/skipped-records", Role.VIEWER, this::sendSkippedRecords);
            paths.get(base + "/tocsin/agreement", Role.VIEWER, new AgreementResource(agreement)::send);
            paths.get(base + "/tocsin/data-sources", Role.VIEWER, new DataSourcesResource(dataSources)::send);
            paths.rejectUnknownPaths(base + "/*");
        }
        paths.get("/version", Role.VIEWER, status()::version);
        var federate =
                new FederateResource(store, externalLabels, engine.options().lookback(), clock, gate);
        for (var path : List.of("/federate", "/prometheus/federate")) {
            new Endpoints(routes, ApiException::new).get(path, Role.VIEWER, withParameters(federate::federate));
        }
    }

    private OtlpResource otlp(ByteBudget budget) {
        return new OtlpResource(
                sampleWriter,
                clock,
                new AsyncResponse(settings.responseTimeout()),
                telemetry,
                samplesRetention,
                budget,
                settings.maxBodyBytes());
    }

    private RemoteWriteResource remoteWrite(ByteBudget budget) {
        return new RemoteWriteResource(
                sampleWriter,
                new NewMetadata(store.metadata(), clock, samplesRetention),
                clock,
                new AsyncResponse(settings.responseTimeout()),
                telemetry,
                samplesRetention,
                budget,
                settings.maxBodyBytes());
    }

    private void registerRules(Endpoints paths, String base) {
        var rules = new RulesResource(ruleGroups, ruleGroupProblem, samplesRetention);
        paths.get(base + "/rules", Role.VIEWER, withParameters(rules::rules));
        paths.getOrPost(base + "/alerts", Role.VIEWER, rules::alerts, Role.VIEWER, PrometheusApi::alertmanagerV1Gone);
    }

    private void registerStatus(Endpoints paths, String base, QueryGate gate) {
        var status = status();
        paths.get(base + "/status/buildinfo", Role.VIEWER, status::buildInfo);
        paths.get(base + "/status/flags", Role.VIEWER, status::flags);
        paths.get(base + "/status/config", Role.VIEWER, status::config);
        paths.get(base + "/status/runtimeinfo", Role.VIEWER, status::runtimeInfo);
        paths.get(base + "/status/walreplay", Role.VIEWER, status::walReplay);
        paths.get(base + "/status/tsdb", Role.VIEWER, withParameters(new TsdbStatusResource(store, gate)::send));
    }

    private StatusResource status() {
        return new StatusResource(identity, engine.options(), settings.hasGrafanaRuler(), clock);
    }

    private void registerQueries(Endpoints paths, String base, QueryResource queries, QueryGate gate) {
        var series = new SeriesResource(store, queryWarnings, gate);
        var metadata = new MetadataResource(store, gate, clock);
        var exemplars = new ExemplarsResource(queries, store.exemplars(), gate);
        getOrPost(paths, base + "/format_query", queries::format);
        getOrPost(paths, base + "/parse_query", queries::syntaxTree);
        getOrPost(paths, base + "/query", queries::instant);
        getOrPost(paths, base + "/query_exemplars", exemplars::exemplars);
        getOrPost(paths, base + "/query_range", queries::range);
        getOrPost(paths, base + "/series", series::series);
        getOrPost(paths, base + "/labels", series::labelNames);
        paths.get(base + "/label/{name}/values", Role.VIEWER, withParameters(series::labelValues));
        paths.get(base + "/metadata", Role.VIEWER, withParameters(metadata::metadata));
        paths.get(base + "/targets/metadata", Role.VIEWER, withParameters(metadata::targetMetadata));
    }

    /** Registers the paths of Alertmanager's removed API v1, whose {@code GET /alerts} is Prometheus's here. */
    private static void registerAlertmanagerV1(Endpoints paths, String base) {
        Handler gone = PrometheusApi::alertmanagerV1Gone;
        paths.get(base + "/status", Role.VIEWER, gone);
        paths.get(base + "/receivers", Role.VIEWER, gone);
        paths.getOrPost(base + "/silences", Role.VIEWER, gone);
        paths.getOrDelete(base + "/silence/{id}", Role.VIEWER, gone, Role.VIEWER, gone);
    }

    private static void alertmanagerV1Gone(Context request) {
        throw new ApiException(410, new Gone("deprecated", ALERTMANAGER_V1_GONE));
    }

    private record Gone(String status, String error) {}

    private void sendSkippedRecords(Context request) {
        ResponseEnvelope.send(
                request,
                skippedRecords.get().stream().map(SkippedRecordView::of).toList());
    }

    private static Handler withParameters(BiConsumer<Context, PrometheusParameters> handler) {
        return request -> handler.accept(request, PrometheusParameters.of(request));
    }

    private static void getOrPost(Endpoints paths, String path, BiConsumer<Context, PrometheusParameters> handler) {
        paths.getOrPost(path, Role.VIEWER, withParameters(handler));
    }
}
