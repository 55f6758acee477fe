package dev.tocsin.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.alerts.Alert;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.log.Members;
import dev.tocsin.notification.muting.InhibitRule;
import dev.tocsin.notification.muting.Inhibitor;
import dev.tocsin.notification.silences.Silence;
import dev.tocsin.notification.silences.Silences;
import dev.tocsin.telemetry.Telemetry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics that Alertmanager's alerts and dashboards need. */
class AlertmanagerMetricsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String CONFIG = """
            route: {receiver: a, routes: [{matchers: [x=y], receiver: b}, {matchers: [x=z], receiver: b}]}
            inhibit_rules: [{source_matchers: [x=y], target_matchers: [x=z]}]
            receivers:
            - {name: a, webhook_configs: [{url: 'http://x'}]}
            - {name: b, webhook_configs: [{url: 'http://x'}, {url: 'http://y'}]}
            - {name: unused, webhook_configs: [{url: 'http://x'}]}
            """;

    private final Telemetry telemetry = new Telemetry("1.2.3");
    private final CurrentConfig config = new CurrentConfig(MatcherParser.FALLBACK);
    private final List<Alert> alerts = new ArrayList<>();
    private Silences silences = Silences.of(List.of());
    private Members members = members("one", "three", "two");
    private Members live = members;
    private boolean isolated;

    @BeforeEach
    void register() {
        new AlertmanagerMetrics(
                        "two",
                        config,
                        () -> silences,
                        () -> alerts,
                        this::inhibition,
                        () -> 7,
                        () -> members,
                        () -> live,
                        () -> isolated,
                        () -> NOW)
                .register(telemetry, "1.2.3");
    }

    private Inhibitor inhibition() {
        return Inhibitor.of(
                alerts,
                List.of(new InhibitRule(
                        "", List.of(Matcher.equal("x", "source")), List.of(Matcher.equal("x", "target")), List.of())));
    }

    private static Members members(String... names) {
        return Members.of(Stream.of(names)
                .map(name -> new Member(name, NOW, "http://" + name, "1.2.3", false, NOW))
                .toList());
    }

    private void fires(String x) {
        alerts.add(new Alert(Labels.of("x", x), Map.of(), NOW.minusSeconds(60), NOW.plusSeconds(60), "", NOW));
    }

    private static Silence silence(String id, String x, int from, int until) {
        return new Silence(
                id,
                List.of(Matcher.alerting("x", Matcher.Op.EQUAL, x)),
                NOW.plusSeconds(from),
                NOW.plusSeconds(until),
                NOW,
                "me",
                "",
                Map.of());
    }

    private void apply(String text, String problem) {
        var good = new StoredRecord(
                Optional.of(new StoredRecord.Accepted(ByteBuffer.allocate(0), 1, NOW)), Optional.empty());
        var kept = problem.isEmpty() ? good : good.with(new StoredRecord.Rejected(problem, 2, NOW));
        config.apply(Optional.of(new ReplicaEntry<>(Optional.of(new ConfigDocument(text, NOW, "me")), kept)));
    }

    private void assertMetrics(String... lines) {
        assertThat(telemetry.scrape().lines()).contains(lines);
    }

    /** As after a restart: otherwise running instances would go on with what restarted ones do not know. */
    @Test
    void tombstoneOfTheConfigurationRemovesIt() {
        apply(CONFIG, "");
        assertThat(config.current()).isPresent();
        config.apply(Optional.empty());
        assertThat(config.current()).isEmpty();
        assertMetrics("alertmanager_config_last_reload_successful 0.0", "alertmanager_config_hash 0.0");
    }

    @Test
    void everyIntegrationAndReasonStartsAtZero() {
        var text = telemetry.scrape();
        for (var integration : List.of(
                "webhook",
                "email",
                "pagerduty",
                "opsgenie",
                "wechat",
                "slack",
                "victorops",
                "pushover",
                "sns",
                "telegram",
                "discord",
                "webex",
                "msteams",
                "msteamsv2",
                "jira",
                "incidentio",
                "rocketchat",
                "mattermost")) {
            assertThat(text)
                    .contains(
                            "alertmanager_notifications_total{integration=\"%s\"} 0.0".formatted(integration),
                            "alertmanager_notification_requests_total{integration=\"%s\"} 0.0".formatted(integration),
                            "alertmanager_notification_latency_seconds_count{integration=\"%s\"} 0"
                                    .formatted(integration));
            for (var reason : List.of(
                    "other",
                    "clientError",
                    "serverError",
                    "contextCanceled",
                    "contextDeadlineExceeded",
                    "authError",
                    "rateLimited")) {
                assertThat(text)
                        .contains("alertmanager_notifications_failed_total{integration=\"%s\",reason=\"%s\"} 0.0"
                                .formatted(integration, reason));
            }
        }
        assertMetrics(
                "alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"} 0.0",
                "alertmanager_alerts_received_total{status=\"resolved\",version=\"v2\"} 0.0",
                "alertmanager_alerts_invalid_total{version=\"v2\"} 0.0",
                "alertmanager_build_info{revision=\"tocsin-1.2.3\",version=\"0.33.0\"} 1.0");
    }

    @Test
    void configurationMetricsDescribeTheConfigurationInForce() {
        assertMetrics("alertmanager_config_last_reload_successful 0.0", "alertmanager_config_hash 0.0");
        apply(CONFIG, "");
        assertMetrics(
                "alertmanager_config_last_reload_successful 1.0",
                "alertmanager_config_last_reload_success_timestamp_seconds %s".formatted((double) NOW.getEpochSecond()),
                "alertmanager_receivers 2.0",
                "alertmanager_integrations 3.0",
                "alertmanager_inhibition_rules 1.0");
        apply(CONFIG, "line 3 is bad");
        assertMetrics("alertmanager_config_last_reload_successful 0.0", "alertmanager_receivers 2.0");
    }

    @Test
    void configHashIsThatOfTheText() {
        apply(CONFIG, "");
        var one = hash();
        apply(CONFIG + "# other\n", "");
        assertThat(hash()).isPositive().isNotEqualTo(one);
        apply(CONFIG, "");
        assertThat(hash()).isEqualTo(one);
    }

    private double hash() {
        return telemetry
                .scrape()
                .lines()
                .filter(line -> line.startsWith("alertmanager_config_hash "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void alertsAndSilencesAreCountedByState() {
        silences = Silences.of(
                List.of(silence("1", "silenced", -5, 5), silence("2", "a", 5, 10), silence("3", "a", -10, -5)));
        List.of("source", "target", "silenced", "free").forEach(this::fires);
        alerts.add(new Alert(Labels.of("x", "over"), Map.of(), NOW.minusSeconds(60), NOW, "", NOW));
        assertMetrics(
                "alertmanager_silences{state=\"active\"} 1.0",
                "alertmanager_silences{state=\"pending\"} 1.0",
                "alertmanager_silences{state=\"expired\"} 1.0",
                "alertmanager_alerts{state=\"active\"} 2.0",
                "alertmanager_alerts{state=\"suppressed\"} 2.0",
                "alertmanager_alerts{state=\"unprocessed\"} 0.0",
                "alertmanager_marked_alerts{state=\"suppressed\"} 2.0",
                "alertmanager_dispatcher_aggregation_groups 7.0");
    }

    @Test
    void clusterMetricsCountMembers() {
        live = members("one", "two");
        assertMetrics(
                "alertmanager_cluster_enabled 1.0",
                "alertmanager_cluster_members 2.0",
                "alertmanager_cluster_failed_peers 1.0",
                "alertmanager_cluster_health_score 0.0",
                "alertmanager_cluster_peer_info{peer=\"one\"} 1.0",
                "alertmanager_peer_position 1.0");
        isolated = true;
        assertMetrics("alertmanager_cluster_health_score 1.0");
    }
}
