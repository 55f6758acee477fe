package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.labels.RelabelConfig;
import dev.tocsin.notifier.ClaimSettings;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlNode;
import dev.tocsin.yaml.YamlNode.Mapping;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final Path EXAMPLE = Path.of("../examples/tocsin.yml");

    private static Settings read(String text, Map<String, String> environment) {
        return Settings.read("tocsin.yml", text, environment, "alpha");
    }

    @Test
    void exampleHasTheDefaults() throws IOException {
        assertThat(read(Files.readString(EXAMPLE), Map.of())).isEqualTo(read("", Map.of()));
    }

    @Test
    void exampleHasEveryKey() throws IOException {
        var example = Files.readString(EXAMPLE);
        var root = Mapping.read("tocsin.yml", example, new ProblemCollector());
        var keys = keys("", root).toList();
        assertThat(keys)
                .as("all but the old name of claim.head_start, and the one setting for both delays")
                .containsExactlyInAnyOrderElementsOf(SettingsReader.keys().stream()
                        .filter(key ->
                                !Set.of("claim.courtesy", "evaluation.delay").contains(key))
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            {},                                     0, 1000
            '{delay: 0s}',                          0, 0
            '{delay: 3s}',                          3000, 3000
            '{delay: 3s, min_delay: 1s}',           1000, 3000
            '{min_delay: 2s}',                      2000, 2000
            '{max_delay: 200ms}',                   0, 200
            '{min_delay: 100ms, max_delay: 200ms}', 100, 200
            """)
    void boundsOfTheTickDelay(String evaluation, long least, long most) {
        var ticks = read("evaluation: " + evaluation, Map.of()).evaluation().ticks();
        assertThat(ticks.minDelay()).isEqualTo(Duration.ofMillis(least));
        assertThat(ticks.maxDelay()).isEqualTo(Duration.ofMillis(most));
    }

    @Test
    void longestTickDelayIsNotShorterThanTheLeast() {
        assertThatThrownBy(() -> read("evaluation: {min_delay: 2s, max_delay: 1s}", Map.of()))
                .hasMessageContaining("evaluation.max_delay is shorter than min_delay");
    }

    private static Stream<String> keys(String prefix, YamlNode.Mapping section) {
        return section.entries().stream()
                .flatMap(entry -> entry.value() instanceof YamlNode.Mapping fields
                                && !fields.entries().isEmpty()
                                && !entry.key().equals("kafka")
                        ? keys(prefix + entry.key() + ".", fields)
                        : Stream.of(prefix + entry.key()));
    }

    @Test
    void externalLabelsAndRelabelingHavePrometheussFormat() {
        var evaluation = read("""
                evaluation:
                  external_labels: {cluster: eu}
                  alert_relabel_configs:
                    - {source_labels: [severity], regex: info, action: drop}
                    - {target_label: team, replacement: ops}
                """, Map.of()).evaluation();
        assertThat(evaluation.externalLabels()).isEqualTo(Labels.of("cluster", "eu"));
        assertThat(RelabelConfig.applyAll(evaluation.alertRelabeling(), Labels.of("severity", "info")))
                .isEmpty();
        assertThat(RelabelConfig.applyAll(evaluation.alertRelabeling(), Labels.of("severity", "page")))
                .contains(Labels.of("severity", "page", "team", "ops"));
    }

    @Test
    void mistakesInRelabelingAreReportedTogether() {
        assertThatThrownBy(() -> read("""
                        evaluation:
                          external_labels: {__name__: x}
                          alert_relabel_configs:
                            - {action: dropp}
                            - {source_labels: [a], regex: "(", target_label: b}
                            - {source_labels: [a], action: hashmod}
                            - {targetlabel: b}
                        """, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "'__name__' is not a valid name",
                        "tocsin.yml:4",
                        "one of replace, lowercase",
                        "a regular expression",
                        "target_label is missing",
                        "modulus is missing",
                        "unknown key");
    }

    @Test
    void emptySettingsAreTheDefaults() {
        var settings = read("", Map.of("PATH", "/bin"));
        assertThat(settings.instanceId()).isEqualTo("alpha");
        assertThat(settings.http())
                .isEqualTo(new HttpServerSettings(
                        InetSocketAddress.createUnresolved("0.0.0.0", 9093), URI.create("http://alpha:9093"), ""));
        assertThat(settings.claims())
                .isEqualTo(new ClaimSettings(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6)));
        assertThat(settings.kafka()).isEqualTo(Map.of("bootstrap.servers", "localhost:9092"));
        assertThat(settings.stateDir()).isEqualTo(Path.of("./data"));
    }

    @ParameterizedTest
    @CsvSource({
        "{},                                                                            ''",
        "{external_url: 'https://x.example.org'},                                        ''",
        "{external_url: 'https://x.example.org/a/b/'},                                   /a/b",
        "'{external_url: https://x.example.org/a, route_prefix: /}',                     ''",
        "'{external_url: https://x.example.org/a, route_prefix: other/}',                /other",
    })
    void routePrefixIsByDefaultThePathOfTheExternalUrl(String http, String prefix) {
        assertThat(read("http: " + http, Map.of()).http().routePrefix()).isEqualTo(prefix);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http://tocsin_1:9095/,             http://tocsin_1:9095",
        "http://é.example/a,                http://xn--9ca.example/a",
        "'http://me:p@ss@tocsin.example',   http://tocsin.example",
    })
    void externalUrlIsTakenAsInGoAndHasNoLogin(String url, String taken) {
        assertThat(read("http: {external_url: '%s'}".formatted(url), Map.of())
                        .http()
                        .externalUrl())
                .hasToString(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "[],                            FALLBACK",
        "[classic-mode],                CLASSIC",
        "utf8-strict-mode,              UTF8",
        "'\"utf8-strict-mode, \"',      UTF8",
        "'\"classic-mode,classic-mode\"', CLASSIC",
    })
    void featuresSelectTheNotationOfMatchers(String features, MatcherParser matchers) {
        assertThat(read("alertmanager: {features: %s}".formatted(features), Map.of())
                        .matchers())
                .isEqualTo(matchers);
    }

    @Test
    void unknownOrContradictoryFeaturesAreRejected() {
        assertThatThrownBy(() -> read("", Map.of("TOCSIN_ALERTMANAGER_FEATURES", "clasic-mode")))
                .hasMessageContaining("unknown feature 'clasic-mode'")
                .hasMessageContaining("did you mean 'classic-mode'?");
        assertThatThrownBy(() -> read("alertmanager: {features: [classic-mode, utf8-strict-mode]}", Map.of()))
                .hasMessageContaining("cannot have both classic and UTF-8 modes enabled");
    }

    @Test
    void environmentOverridesTheFile() {
        var settings = read(
                """
                instance: {id: one}
                http: {listen: ':8000', external_url: https://tocsin.example.org/}
                kafka: {bootstrap.servers: [a:1, b:2], sasl: {mechanism: PLAIN}, retries: 3}
                isolation: {policy: hold}
                """,
                Map.of(
                        "TOCSIN_HTTP_LISTEN", "127.0.0.1:9000",
                        "TOCSIN_CLAIM_ATTEMPTS", "7",
                        "TOCSIN_KAFKA_SASL_MECHANISM", "SCRAM",
                        "TOCSIN_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                        "TOCSIN_INSTANCE_ID", ""));
        assertThat(settings.instanceId()).as("an empty variable is the default").isEqualTo("alpha");
        assertThat(settings.http().listen()).isEqualTo(InetSocketAddress.createUnresolved("127.0.0.1", 9000));
        assertThat(settings.http().externalUrl()).hasToString("https://tocsin.example.org");
        assertThat(settings.claims().maxAttempts()).isEqualTo(7);
        assertThat(settings.isolation().policy()).isEqualTo(Isolation.Policy.HOLD);
        assertThat(settings.kafka())
                .isEqualTo(Map.of(
                        "bootstrap.servers", "a:1,b:2",
                        "sasl.mechanism", "SCRAM",
                        "retries", "3",
                        "security.protocol", "SASL_SSL"));
    }

    @Test
    void headStartCanHaveItsOldName() {
        var old = read("claim: {courtesy: 1s}", Map.of());
        assertThat(old).isEqualTo(read("claim: {head_start: 1s}", Map.of()));
        assertThat(old).isEqualTo(read("claim: {courtesy: 1s, head_start: 1000ms}", Map.of()));
        assertThat(old).isEqualTo(read("", Map.of("TOCSIN_CLAIM_COURTESY", "1s")));
        assertThat(old).isEqualTo(read("", Map.of("TOCSIN_CLAIM_HEAD_START", "1s")));
        assertThatThrownBy(() -> read("claim: {courtesy: 1s, head_start: 2s}", Map.of()))
                .hasMessageContaining("tocsin.yml:1:9: claim.head_start and claim.courtesy, its old name,"
                        + " have different values; remove claim.courtesy");
    }

    @Test
    void featuresAreAListOrTextWithCommas() {
        var list = read("evaluation: {features: [promql-experimental-functions, use-start-timestamps]}", Map.of());
        var variable = Map.of("TOCSIN_EVALUATION_FEATURES", "use-start-timestamps, promql-experimental-functions");
        assertThat(list.evaluation().groupDefaults().features())
                .isEqualTo(Features.stableAnd(EnumSet.of(Feature.EXPERIMENTAL_FUNCTIONS, Feature.START_TIMESTAMPS)))
                .isEqualTo(read("evaluation: {features: [type-and-unit-labels]}", variable)
                        .evaluation()
                        .engineOptions()
                        .features());
    }

    @Test
    void unknownFeatureIsReportedWithTheKnownFeatures() {
        assertThatThrownBy(() -> read(
                        "evaluation: {features: [promql-experimental-function]}",
                        Map.of("TOCSIN_EVALUATION_DELAY", "1s")))
                .hasMessageContaining("tocsin.yml:1:25: evaluation.features[0]: unknown feature"
                        + " 'promql-experimental-function'; did you mean 'promql-experimental-functions'? known"
                        + " features: promql-experimental-functions, promql-extended-range-selectors,"
                        + " promql-binop-fill-modifiers, promql-duration-expr, promql-delayed-name-removal,"
                        + " use-start-timestamps, type-and-unit-labels");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            claim: {lease: 6m}                       | claim.lease is 360000ms, but must be at most 300000ms, the limit of leases (docs/limits.md)
            member: {heartbeat: 5100ms, timeout: 1m} | member.heartbeat is 5100ms, but must be at most 5000ms, half of claim.lease
            """)
    void leasesAndHeartbeatsThatWouldBreakTheClaimProtocolAreRefused(String text, String problem) {
        assertThatThrownBy(() -> read(text, Map.of())).hasMessageContaining(problem);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> read("""
                http:
                  listen: 9093
                  externl_url: http://a
                topics: {prefix: a b, replication_factor: 0, samples_partitions: 0, samples_retention: 1s}
                claim: {lease: 1s, head_start: 2s, attempts: many}
                member: {heartbeat: 6s}
                isolation: {policy: panic}
                kafkaa: {}
                """, Map.of("TOCSIN_HTTP_LISTN", ":1", "TOCSIN_EVALUATION_DELAY", "fast")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                        14 problems must be fixed:
                          TOCSIN_EVALUATION_DELAY: evaluation.delay is 'fast'; it must be a duration such as 30s, 5m or 1h30m (not a valid duration string: "fast")
                          TOCSIN_HTTP_LISTN: there is no setting for this variable; did you mean 'TOCSIN_HTTP_LISTEN'?
                          tocsin.yml:2:11: http.listen is '9093'; it must be an address such as 127.0.0.1:9093, or :9093 for every interface
                          tocsin.yml:3:3: unknown key 'http.externl_url'; did you mean 'external_url'?
                          tocsin.yml:4:18: topics.prefix is 'a b'; it must be letters, digits, '.', '_' or '-', at most 100
                          tocsin.yml:4:43: topics.replication_factor is '0'; it must be -1 (the brokers' default) or at least 1
                          tocsin.yml:4:66: topics.samples_partitions is '0'; it must be a whole number of at least 1
                          tocsin.yml:4:88: topics.samples_retention is '1s'; it must be at least 60000ms
                          tocsin.yml:5:9: claim.lease is 1000ms, but must be longer than claim.head_start, which is 2000ms; increase it
                          tocsin.yml:5:46: claim.attempts is 'many'; it must be a whole number of at least 1
                          tocsin.yml:6:9: member.timeout is 6000ms, but must be longer than member.heartbeat, which is 6000ms; increase it
                          tocsin.yml:6:10: member.heartbeat is 6000ms, but must be at most 500ms, half of claim.lease: an outage must be noticed before claims expire; decrease it
                          tocsin.yml:7:21: isolation.policy is 'panic'; it must be notify or hold
                          tocsin.yml:8:1: unknown key 'kafkaa'; did you mean 'kafka'?""");
    }

    @ParameterizedTest
    @CsvSource({"all, ALL", "rules, RULES"})
    void seriesThatAreKeptAreASetting(String text, Settings.KeptSeries expected) {
        assertThat(read("samples: {keep: " + text + "}", Map.of()).keptSeries()).isEqualTo(expected);
        assertThat(read("", Map.of("TOCSIN_SAMPLES_KEEP", text)).keptSeries()).isEqualTo(expected);
        assertThatThrownBy(() -> read("samples: {keep: some}", Map.of())).hasMessageContaining("all or rules");
    }
}
