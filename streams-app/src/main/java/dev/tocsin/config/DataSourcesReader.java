package dev.tocsin.config;

import dev.tocsin.datasources.DataSource;
import dev.tocsin.datasources.DataSource.Options;
import dev.tocsin.evaluation.rules.DataSourceName;
import dev.tocsin.limits.Limit;
import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.HttpConfigReader;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.RenderingHints;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the data sources of a cluster. Secrets must be references, since every reader of the config topic sees the document. */
public final class DataSourcesReader {
    private static final String LIST = "data_sources";
    private static final String TENANT_HEADER = "X-Scope-OrgID";
    private static final String REFERENCE = "write ${file:PATH:KEY}, ${env:NAME} or ${dir:PATH:FILE}";
    /** Parameters that each query sets itself. */
    private static final Set<String> OWN_PARAMETERS = Set.of("query", "time", "timeout");
    /** Texts that count as secrets for printing, but need not be any. */
    private static final Set<String> MAY_BE_PUBLIC = Set.of("endpoint_params", "http_headers");

    private final RenderingHints hints = new RenderingHints(true);
    private final ProblemCollector problems = new ProblemCollector(hints);
    private final Set<String> names = new HashSet<>();

    private DataSourcesReader() {}

    /**
     * @param source name of the document in problems
     * @throws ConfigException with all problems
     */
    public static List<DataSource> read(String source, String text) {
        var reader = new DataSourcesReader();
        var document = Mapping.read(source, text, reader.problems);
        var sources = reader.sources(new YamlMap(document, "", reader.problems));
        reader.refuseSecrets(document);
        reader.problems.throwIfAny();
        return sources;
    }

    /** All problems, each with its position; empty if the document is valid. */
    public static List<String> problems(String source, String text) {
        try {
            read(source, text);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private List<DataSource> sources(YamlMap root) {
        if (root.get(LIST).isEmpty()) {
            root.problem(LIST, "there is no data_sources", "write 'data_sources: []' for none");
        }
        var items = root.items(LIST);
        if (items.size() > Limit.DATA_SOURCES.value()) {
            root.problem(
                    LIST,
                    "%d data sources; at most %d are allowed".formatted(items.size(), Limit.DATA_SOURCES.value()),
                    "");
            items = List.of();
        }
        var sources = new ArrayList<DataSource>();
        items.forEach(item -> source(item.map()).ifPresent(sources::add));
        root.rejectUnknownKeys();
        return sources;
    }

    private Optional<DataSource> source(YamlMap map) {
        var options = options(map);
        var hasPrometheus = map.get("prometheus").isPresent();
        var hasSql = map.get("sql").isPresent();
        if (hasPrometheus == hasSql) {
            map.problem(
                    hasSql ? "sql" : "name",
                    "data source '%s' has %s kind".formatted(options.name(), hasSql ? "more than one" : "no"),
                    "give it either prometheus or sql");
        }
        var found = new ArrayList<DataSource>();
        map.get("prometheus").ifPresent(value -> found.add(prometheus(options, value.map())));
        map.get("sql").ifPresent(value -> found.add(sql(options, value.map())));
        map.rejectUnknownKeys();
        return found.stream().findFirst();
    }

    private Options options(YamlMap map) {
        var name = map.text("name", "");
        if (!DataSourceName.isValid(name)) {
            map.problem("name", "the name of a data source is '%s'".formatted(name), "write " + DataSourceName.FORM);
        } else if (!names.add(name)) {
            map.problem(
                    "name",
                    "another data source is also named '%s'".formatted(name),
                    "name each data source differently");
        }
        var timeout = map.duration("timeout", Limit.DATA_SOURCE_TIME.duration());
        if (timeout.isZero()) {
            map.problem("timeout", "timeout is 0", "write a duration such as 10s");
            timeout = Limit.DATA_SOURCE_TIME.duration();
        }
        var concurrent = map.get("max_concurrent")
                .flatMap(value -> value.integer(1, 1_000))
                .map(Math::toIntExact)
                .orElse(Limit.DATA_SOURCE_QUERIES.intValue());
        var one = map.read("ask", "'every' or 'one'", DataSourcesReader::isOne).orElse(false);
        return new Options(name, timeout, concurrent, one);
    }

    private static boolean isOne(String text) {
        if (!Set.of("every", "one").contains(text)) {
            throw new IllegalArgumentException("");
        }
        return text.equals("one");
    }

    private DataSource prometheus(Options options, YamlMap map) {
        var url = map.text("url", "");
        if (url.isEmpty()) {
            map.problem("url", "data source '%s' has no url".formatted(options.name()), "write url: http://HOST:PORT");
        } else {
            checkUrl(map, url);
        }
        var http = map.get("http_config").map(HttpConfigReader::read).orElse(HttpConfig.DEFAULT);
        var headers = new TreeMap<>(http.headers());
        map.strings("headers").forEach((name, value) -> headers.put(name, List.of(Secret.of(value))));
        var tenant = map.text("tenant", "");
        if (!tenant.isEmpty()) {
            headers.put(TENANT_HEADER, List.of(Secret.of(tenant)));
        }
        var parameters = map.strings("params");
        parameters.keySet().stream()
                .filter(OWN_PARAMETERS::contains)
                .forEach(name -> map.problem(
                        "params", "each query sets the parameter '%s' itself".formatted(name), "remove it"));
        map.rejectUnknownKeys();
        return new DataSource.PrometheusApi(options, url, parameters, http.withHeaders(headers));
    }

    private static void checkUrl(YamlMap map, String url) {
        try {
            var parsed = WebUrl.of(url);
            if (parsed.login().isPresent()) {
                map.problem("url", "the url has a login", "use basic_auth of http_config, with a password_file");
            }
        } catch (IllegalArgumentException e) {
            map.problem("url", e.getMessage(), "write url: http://HOST:PORT");
        }
        if (url.contains("/api/v1")) {
            map.problem("url", "the url contains /api/v1", "write the url without it; Tocsin adds api/v1/query");
        }
    }

    private DataSource sql(Options options, YamlMap map) {
        var url = map.text("url", "");
        if (!url.startsWith("jdbc:")) {
            map.problem(
                    "url",
                    "the url of data source '%s' does not begin with jdbc:".formatted(options.name()),
                    "write url: jdbc:postgresql://HOST:PORT/DATABASE");
        }
        if (url.contains("password=")) {
            map.problem("url", "the url has a password", "write it as password, with a reference");
        }
        var source = new DataSource.SqlDatabase(
                options,
                Secret.of(url),
                SecretReader.shown(map, "user"),
                SecretReader.secret(map, "password"),
                map.text("value_column", "value"));
        map.rejectUnknownKeys();
        return source;
    }

    /** Everybody who may read the config topic sees the document, and the audit trail keeps it. */
    private void refuseSecrets(YamlNode node) {
        if (node instanceof Mapping mapping) {
            mapping.entries().stream()
                    .filter(entry -> !MAY_BE_PUBLIC.contains(entry.key()))
                    .forEach(entry -> refuseSecrets(entry.value()));
        } else if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(this::refuseSecrets);
        } else if (node instanceof YamlNode.Scalar scalar
                && hints.isSecret(scalar)
                && !scalar.text().isEmpty()
                && !Secret.hasReference(scalar.text())) {
            problems.add(scalar.location(), "a secret is written in the document", REFERENCE + ", or name a file");
        }
    }
}
