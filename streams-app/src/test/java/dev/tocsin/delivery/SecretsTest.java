package dev.tocsin.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.AlertmanagerYaml;
import dev.tocsin.delivery.TestServer.Saying;
import dev.tocsin.notification.configuration.AlertingConfig;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Told;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every secret that a configuration can have: none of them is in what is said of an attempt, or of who made it. */
class SecretsTest {
    private static final String SECRET = "s3cr3t";
    private static final String CONFIG = """
            global: {smtp_from: a@b, smtp_smarthost: SMARTHOST, smtp_auth_username: u, smtp_auth_password: s3cr3t, \
              smtp_auth_secret: s3cr3t, smtp_require_tls: false}
            route: {receiver: a}
            receivers:
            - name: a
              webhook_configs:
              - {url: 'URL/s3cr3t'}
              - {url: 'URL/s3cr3t/{{ "%zz" }}'}
              - {url: 's3cr3t{{ "" }}'}
              - {url: 'http://host name/s3cr3t{{ "" }}'}
              - {url: URL, http_config: {basic_auth: {username: u, password: s3cr3t}}}
              - {url: URL, http_config: {authorization: {credentials: "s3cr3t\\x01"}}}
              - {url: URL, http_config: {http_headers: {X-Key: {secrets: ["s3cr3t\\x01"]}}}}
              - {url: URL, http_config: {http_headers: {X-Key: {secrets: [s3cr3t]}}, proxy_url: 'http://u:s3cr3t@127.0.0.1:1'}}
              - {url: URL, http_config: {tls_config: {cert: s3cr3t, key: s3cr3t}}}
              - {url: URL, http_config: {oauth2: {client_id: i, client_secret: s3cr3t, token_url: URL/token}}}
              pagerduty_configs: [{url: URL, routing_key: s3cr3t}]
              opsgenie_configs: [{api_url: URL, api_key: s3cr3t}, {api_url: URL, api_key: "s3cr3t\\x01"}]
              wechat_configs: [{api_url: URL, api_secret: s3cr3t, corp_id: c}]
              slack_configs: [{api_url: URL/s3cr3t}, {app_token: s3cr3t, app_url: URL}]
              victorops_configs: [{api_url: URL/, api_key: s3cr3t, routing_key: r}]
              sns_configs: [{api_url: URL, topic_arn: t, sigv4: {region: r, access_key: a, secret_key: s3cr3t}}]
              telegram_configs: [{api_url: URL, bot_token: s3cr3t, chat_id: 1}, {api_url: URL, bot_token: 's3cr3t %', chat_id: 1}]
              discord_configs: [{webhook_url: URL/s3cr3t}]
              webex_configs: [{api_url: URL, room_id: r, http_config: {authorization: {credentials: s3cr3t}}}]
              msteams_configs: [{webhook_url: URL/s3cr3t}]
              msteamsv2_configs: [{webhook_url: URL/s3cr3t}]
              jira_configs: [{api_url: URL, project: p, issue_type: b, http_config: {basic_auth: {username: u, password: s3cr3t}}}]
              incidentio_configs: [{url: URL/s3cr3t, alert_source_token: s3cr3t}]
              rocketchat_configs: [{api_url: URL, token: s3cr3t, token_id: s3cr3t}]
              mattermost_configs: [{webhook_url: URL/s3cr3t}]
              email_configs: [{to: c@d, send_resolved: true}]
            """;

    private List<Outcome> tell(AlertingConfig config) {
        var outcomes = new ArrayList<Outcome>();
        try (var couriers = new Couriers("1", InstantSource.system(), path -> "", Map.of(), Untouched.TOPICS)) {
            for (var integration : config.receivers().get(0).integrations()) {
                var envelope = new Courier.Envelope("a", "k", false);
                outcomes.add(couriers.deliver(integration, Told.firing(), envelope, Duration.ofSeconds(10))
                        .join());
            }
        }
        return outcomes;
    }

    private static AlertingConfig config(TestServer server, String smarthost) {
        return AlertmanagerYaml.read(
                "am.yml", CONFIG.replace("URL", server.url()).replace("SMARTHOST", smarthost));
    }

    @ParameterizedTest(name = "a server that answers {0}")
    @ValueSource(ints = {200, 302, 401, 500})
    void areNotInWhatIsSaidOfAnAttempt(int status) throws IOException {
        try (var server = TestServer.open();
                var mail = TestMailServer.open(List.of("PLAIN"), more -> more)) {
            for (var i = 0; i < 60; i++) {
                server.say(new Saying(status, status == 302 ? Map.of("Location", "/%zz") : Map.of(), "no"));
            }
            var config = config(server, "127.0.0.1:" + mail.port());
            var outcomes = tell(config);
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.toString()).doesNotContain(SECRET));
            assertThat(server.asked())
                    .as("they were sent")
                    .anyMatch(asked -> asked.target().contains(SECRET));
        }
    }

    @Test
    void areNotInWhatIsSaidOfAServerThatIsNotThere() throws IOException {
        var server = TestServer.open();
        server.close();
        var outcomes = tell(config(server, "127.0.0.1:" + server.port()));
        assertThat(outcomes).noneMatch(Outcome.Delivered.class::isInstance);
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.toString()).doesNotContain(SECRET));
    }

    @Test
    void areNotPrintedWithTheConfiguration() throws IOException {
        try (var server = TestServer.open()) {
            var receivers = config(server, "127.0.0.1:25").receivers();
            assertThat(receivers.toString()).contains("Slack").doesNotContain(SECRET);
        }
    }
}
