package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notifier.Sender;
import dev.tocsin.senders.TestServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request of each kind of receiver, and the results of responses. */
class ReceiverRequestsTest {
    private static final Path EXPECTED = Path.of("src/test/resources/receivers");
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Map<String, String> CONFIGS = Map.ofEntries(
            Map.entry("webhook", "{url: 'URL/{{ .GroupLabels.cluster }}'}"),
            Map.entry("webhook-payload", """
                    {url: URL/hook, payload: {text: '{{ .Status }}', count: '{{ len .Alerts }}', \
                    '{{ .Receiver }}': ['{{ .CommonLabels | toJson }}', 1, true], raw: 'a: b: c', list: '[1, "2", {three: 3.0, none: ""}]'}}"""),
            Map.entry("pagerduty", """
                    {url: URL/enqueue, routing_key: key, class: c, details: {extra: '{{ .Receiver }}', firing: 'x', \
                    resolved: 'y'}, images: [{src: 'http://i', alt: a}, {alt: none}], links: [{href: 'http://l', text: t}]}"""),
            Map.entry("opsgenie", """
                    {api_url: URL, api_key: key, details: {team: x}, tags: 'a, b', priority: P1, update_alerts: true, \
                    responders: [{name: 'a,b', type: teams}, {username: u, type: user}]}"""),
            Map.entry("wechat", "{api_url: URL/cgi-bin/, api_secret: s, corp_id: c, to_user: me}"),
            Map.entry("slack", """
                    {api_url: URL/slack, channel: '#ops', fields: [{title: T, value: '{{ .Status }}', short: true}], \
                    actions: [{type: button, text: Go, url: 'http://go', name: gone}]}"""),
            Map.entry("victorops", "{api_url: URL/vo/, api_key: key, routing_key: team, custom_fields: {zone: eu}}"),
            Map.entry("sns", """
                    {api_url: URL/, topic_arn: 'arn:aws:sns:eu:1:t.fifo', attributes: {k: v}, \
                    sigv4: {region: eu-central-1, access_key: AK, secret_key: SK}}"""),
            Map.entry("telegram", "{api_url: URL, bot_token: tok, chat_id: -100123, message_thread_id: 7}"),
            Map.entry("discord", "{webhook_url: URL/discord, username: bell}"),
            Map.entry("webex", "{api_url: URL/webex, room_id: room, http_config: {authorization: {credentials: t}}}"),
            Map.entry("msteams", "{webhook_url: URL/teams}"),
            Map.entry("msteamsv2", "{webhook_url: URL/teams2}"),
            Map.entry("incidentio", "{url: URL/incidents, alert_source_token: tok}"),
            Map.entry("rocketchat", """
                    {api_url: URL, token: t, token_id: i, channel: '#ops', \
                    fields: [{title: T, value: V}], actions: [{type: link, text: Go, url: 'http://go'}, {text: S, msg: m}]}"""),
            Map.entry("jira", "{api_url: URL/rest/api/2, project: OPS, issue_type: Bug, labels: [a]}"),
            Map.entry("mattermost", """
                    {webhook_url: URL/mm, channel: ops, fields: [{title: T, value: V}], footer: f, props: {card: '{{ .Status }}'}, \
                    priority: {priority: urgent, requested_ack: true, persistent_notifications: true}}"""));

    private static final Map<String, Reply> YES = Map.of(
            "slack", new Reply(200, Map.of("Content-Type", "text/plain"), "ok"),
            "wechat", Reply.json("{\"access_token\":\"T\",\"errcode\":0}"),
            "jira", Reply.json("{\"issues\":[]}"),
            "rocketchat", Reply.json("{\"success\":true}"),
            "telegram", Reply.json("{\"ok\":true}"));

    private TestServer server;
    private Senders senders;

    @BeforeEach
    void open() throws IOException {
        server = TestServer.open();
        senders = new Senders(
                "1",
                InstantSource.fixed(TestNotifications.AT),
                ReceiverRequestsTest::read,
                Map.of(),
                NoTopicPublisher.INSTANCE);
    }

    @AfterEach
    void close() {
        senders.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webhook",
                "webhook-payload",
                "pagerduty",
                "opsgenie",
                "wechat",
                "slack",
                "victorops",
                "sns",
                "telegram",
                "discord",
                "webex",
                "msteams",
                "msteamsv2",
                "incidentio",
                "rocketchat",
                "jira",
                "mattermost"
            })
    void requestEqualsTheExpectedOne(String kind) throws IOException {
        for (var i = 0; i < 6; i++) {
            server.reply(YES.getOrDefault(kind, Reply.status(200)));
        }
        assertThat(deliver(kind, TestNotifications.firing())).isInstanceOf(DeliveryResult.Delivered.class);
        assertThat(deliver(kind, TestNotifications.resolved())).isInstanceOf(DeliveryResult.Delivered.class);
        var seen = server.received().stream().map(ReceiverRequestsTest::written).collect(Collectors.joining("\n"));
        var file = EXPECTED.resolve(kind + ".txt");
        if (System.getProperty("receivers.accept") != null) {
            Files.createDirectories(EXPECTED);
            Files.writeString(file, seen);
        }
        assertThat(seen).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
            webhook    | 500 | Retryable | serverError
            webhook    | 429 | Permanent | rateLimited
            webhook    | 404 | Permanent | clientError
            pagerduty  | 429 | Retryable | rateLimited
            pagerduty  | 503 | Retryable | serverError
            pagerduty  | 400 | Permanent | clientError
            opsgenie   | 429 | Retryable | rateLimited
            opsgenie   | 502 | Retryable | serverError
            opsgenie   | 422 | Permanent | clientError
            wechat     | 403 | Retryable | authError
            wechat     | 500 | Retryable | serverError
            slack      | 500 | Retryable | serverError
            slack      | 429 | Permanent | rateLimited
            slack      | 403 | Permanent | authError
            victorops  | 500 | Retryable | serverError
            victorops  | 404 | Permanent | clientError
            sns        | 503 | Retryable | serverError
            sns        | 403 | Permanent | authError
            telegram   | 400 | Retryable | clientError
            telegram   | 429 | Retryable | rateLimited
            discord    | 500 | Retryable | serverError
            discord    | 400 | Permanent | clientError
            webex      | 500 | Retryable | serverError
            webex      | 401 | Permanent | authError
            msteams    | 500 | Retryable | serverError
            msteams    | 400 | Permanent | clientError
            msteamsv2  | 502 | Retryable | serverError
            msteamsv2  | 400 | Permanent | clientError
            incidentio | 429 | Retryable | rateLimited
            incidentio | 500 | Retryable | serverError
            incidentio | 401 | Permanent | authError
            rocketchat | 500 | Retryable | serverError
            rocketchat | 400 | Permanent | clientError
            jira       | 500 | Retryable | serverError
            jira       | 429 | Retryable | rateLimited
            jira       | 401 | Permanent | authError
            mattermost | 500 | Retryable | serverError
            mattermost | 403 | Permanent | authError
            """)
    void statusDecidesTheResult(String kind, int status, String result, String cause) {
        server.reply(new Reply(status, Map.of(), "no"));
        assertOutcome(deliver(kind, TestNotifications.firing()), result, cause, "no");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            slack      | {"ok":false,"error":"no_channel"}     | Permanent
            slack      | {"ok":true}                           | Delivered
            rocketchat | {"success":false,"error":"no"}        | Permanent
            rocketchat | not json                              | Retryable
            telegram   | {"ok":false,"description":"no"}       | Retryable
            wechat     | {"errcode":40001}                     | Retryable
            """)
    void bodyOfASuccessDecidesTheResult(String kind, String body, String result) {
        server.reply(Reply.json(body));
        assertThat(deliver(kind, TestNotifications.firing()).getClass().getSimpleName())
                .isEqualTo(result);
    }

    @ParameterizedTest(name = "message/send answers {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"errcode":0}     | Delivered
            {"errcode":42001} | Retryable
            {"errcode":40014} | Permanent
            """)
    void weChatErrorCodeDecidesTheResult(String body, String result) {
        server.reply(YES.get("wechat"), Reply.json(body));
        assertThat(deliver("wechat", TestNotifications.firing()).getClass().getSimpleName())
                .isEqualTo(result);
    }

    @Test
    void slackSuccessWithoutOkIsAPermanentFailure() {
        server.reply(new Reply(200, Map.of(), "invalid_token"));
        assertThat(deliver("slack", TestNotifications.firing()))
                .isEqualTo(new DeliveryResult.Permanent(
                        DeliveryResult.Cause.CLIENT_ERROR, "received an error response from Slack: invalid_token"));
    }

    @Test
    void silentReceiverDelaysNoOther() throws IOException {
        try (var silent = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress())) {
            var dead = TestIntegrations.webhook("http://127.0.0.1:" + silent.getLocalPort() + "/");
            var metadata = new Sender.DeliveryMetadata("am-1", "key-1", false);
            var waiting = IntStream.range(0, 500)
                    .mapToObj(
                            i -> senders.deliver(dead, TestNotifications.firing(), metadata, LONGEST.multipliedBy(10)))
                    .toList();
            assertThat(deliver("webhook", TestNotifications.firing())).isEqualTo(new DeliveryResult.Delivered());
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            waiting.forEach(attempt -> attempt.cancel(true));
        }
    }

    @Test
    void refusedConnectionIsRetryable() {
        server.close();
        for (var kind : CONFIGS.keySet()) {
            // As in Alertmanager, there is no retry for Jira.
            var expected = kind.equals("jira") ? DeliveryResult.Permanent.class : DeliveryResult.Retryable.class;
            assertThat(deliver(kind, TestNotifications.firing())).as(kind).isInstanceOf(expected);
        }
    }

    private static void assertOutcome(DeliveryResult result, String kind, String cause, String body) {
        assertThat(result.getClass().getSimpleName()).isEqualTo(kind);
        var text = result.toString();
        assertThat(text).contains(body);
        var named = result instanceof DeliveryResult.Retryable retryable
                ? retryable.cause()
                : ((DeliveryResult.Permanent) result).cause();
        assertThat(named.text()).isEqualTo(cause);
    }

    private DeliveryResult deliver(String kind, Notification notification) {
        return senders.deliver(
                        integration(kind), notification, new Sender.DeliveryMetadata("am-1", "key-1", false), LONGEST)
                .join();
    }

    private Integration integration(String kind) {
        var configs =
                kind.replaceFirst("-.*", "") + "_configs: [" + CONFIGS.get(kind).replace("URL", server.url()) + "]";
        var text = "route: {receiver: a}\nreceivers: [{name: a, " + configs + "}]\n";
        return TestConfigs.read("am.yml", text)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
    }

    private static String written(TestServer.ReceivedRequest received) {
        var headers = new StringBuilder();
        received.headers().forEach((name, value) -> {
            var isOurs = !java.util.Set.of("host", "connection", "content-length", "http2-settings", "upgrade")
                    .contains(name.toLowerCase(java.util.Locale.ROOT));
            if (isOurs) {
                headers.append(name).append(": ").append(value).append('\n');
            }
        });
        // The signature depends on the server's port.
        return (received.method() + " " + received.target() + "\n" + headers + "\n" + received.body() + "\n")
                .replaceAll("Signature=[0-9a-f]{64}", "Signature=SIGNATURE");
    }

    private static String read(String path) {
        throw new IllegalStateException("unexpected access to a file: " + path);
    }
}
