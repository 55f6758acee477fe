package dev.tocsin.datasources;

import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.evaluator.DataSourceQueries;
import dev.tocsin.senders.HttpRequests;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The clients of the data sources in force. Thread-safe. */
public final class DataSourceClients implements DataSourceQueries, AutoCloseable {
    private final String instance;
    private final HttpRequests requests;
    private final UnaryOperator<String> secrets;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Map<String, SourceQueries> sources = Map.of();

    /**
     * @param instance name of this instance
     * @param secrets returns the content of a file, or the value of a reference
     * @param nanoTime monotonic clock in nanoseconds
     */
    public DataSourceClients(
            String instance,
            HttpRequests requests,
            UnaryOperator<String> secrets,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.instance = instance;
        this.requests = requests;
        this.secrets = secrets;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Replaces the data sources. Those that have not changed keep their connections. Queries in flight end. */
    public synchronized void configure(Collection<DataSource> next) {
        var before = sources;
        var after = new TreeMap<String, SourceQueries>();
        for (var source : next) {
            var known = before.get(source.name());
            after.put(source.name(), known != null && known.source().equals(source) ? known : open(source));
        }
        sources = Map.copyOf(after);
        before.forEach((name, queries) -> {
            if (after.get(name) != queries) {
                queries.close();
            }
        });
    }

    private SourceQueries open(DataSource source) {
        var client = source instanceof DataSource.PrometheusApi prometheus
                ? new PrometheusClient(prometheus, requests)
                : new SqlClient((DataSource.SqlDatabase) source, secrets);
        return new SourceQueries(source, client, clock, nanoTime);
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public boolean isAskedByOne(String dataSource) {
        var known = sources.get(dataSource);
        return known != null && known.source().options().isAskedByOne();
    }

    @Override
    public CompletableFuture<QueryAnswer> ask(String dataSource, String query, Instant at, Duration limit) {
        var known = sources.get(dataSource);
        return known == null ? DataSourceQueries.NONE.ask(dataSource, query, at, limit) : known.ask(query, at, limit);
    }

    /** The state of each data source, by name. */
    public List<DataSourceStatus> statuses() {
        return new TreeMap<>(sources)
                .values().stream().map(SourceQueries::status).toList();
    }

    @Override
    public void close() {
        configure(List.of());
    }
}
