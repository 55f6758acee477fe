package dev.tocsin.datasources;

import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A system that answers queries of rules, as configured. */
public sealed interface DataSource {
    Options options();

    /** {@code prometheus} or {@code sql}. */
    String kind();

    default String name() {
        return options().name();
    }

    /**
     * Options of every kind.
     *
     * @param timeout of one query
     * @param maxConcurrent number of queries at the same time
     * @param isAskedByOne whether only the preferred instance of a rule group asks
     */
    record Options(String name, Duration timeout, int maxConcurrent, boolean isAskedByOne) {}

    /**
     * Prometheus's HTTP API, also of Mimir, Thanos and VictoriaMetrics.
     *
     * @param url of the API, without {@code /api/v1/query}
     * @param parameters of every query
     * @param http with the headers of every query
     */
    record PrometheusApi(Options options, String url, Map<String, String> parameters, HttpConfig http)
            implements DataSource {
        public PrometheusApi {
            parameters = Map.copyOf(new TreeMap<>(parameters));
        }

        @Override
        public String kind() {
            return "prometheus";
        }
    }

    /**
     * A database with a JDBC driver.
     *
     * @param url JDBC URL; can contain references to secrets
     * @param valueColumn name of the column with the values; all other columns are labels
     */
    record SqlDatabase(Options options, Secret url, Secret user, Secret password, String valueColumn)
            implements DataSource {
        @Override
        public String kind() {
            return "sql";
        }
    }
}
