package dev.tocsin.cli;

import dev.tocsin.datasources.DataSource;
import dev.tocsin.datasources.DataSource.PrometheusApi;
import dev.tocsin.datasources.PrometheusSamples;
import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.senders.HttpRequests;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** The options of a Prometheus whose samples are read instead of those of the samples topic. */
final class PrometheusOption {
    /** Of one query, which can find the samples of many series. */
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Option(
            names = "--prometheus",
            paramLabel = "URL|NAME",
            description = {
                "read the samples from the API of a Prometheus, Mimir, Thanos or VictoriaMetrics:",
                "its URL without /api/v1, or the name of a data source, which can have a login"
            })
    private Optional<String> prometheus = Optional.empty();

    @Option(
            names = "--data-sources",
            paramLabel = "FILE",
            description = "data sources that --prometheus can name (default: the active ones)")
    private Optional<Path> file = Optional.empty();

    boolean isSet() {
        return prometheus.isPresent();
    }

    /**
     * Opens the API for one use.
     *
     * @param applied reads the data sources that are in force
     */
    <T> T read(CliContext context, Supplier<DataSourcesFile> applied, Function<PrometheusSamples, T> use) {
        var source = source(applied);
        try (var requests =
                new HttpRequests(context.version(), context.clock(), DataSourcesFile::secret, context.environment())) {
            return use.apply(new PrometheusSamples(source, requests));
        } catch (PrometheusSamples.UnreadableSamplesException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    private PrometheusApi source(Supplier<DataSourcesFile> applied) {
        var name = prometheus.orElseThrow();
        if (!name.contains("://")) {
            var found = file.map(DataSourcesFile::of).orElseGet(applied).find(name);
            if (found instanceof PrometheusApi api) {
                return new PrometheusApi(options(name), api.url(), api.parameters(), api.http());
            }
            throw new CommandFailedException(
                    "--prometheus: data source '%s' is of type %s, but must be of type prometheus"
                            .formatted(name, found.kind()));
        }
        try {
            WebUrl.of(name);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("--prometheus: " + e.getMessage());
        }
        return new PrometheusApi(options(name), name, Map.of(), HttpConfig.DEFAULT);
    }

    private static DataSource.Options options(String name) {
        return new DataSource.Options(name, TIMEOUT, 1, false);
    }
}
