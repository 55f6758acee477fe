package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.alertmanager.TestConfigs;
import dev.tocsin.notification.receivers.DeliveryResult;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.TestNotifications;
import dev.tocsin.notifier.Sender;
import dev.tocsin.senders.TestServer.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers behind a tunnelling proxy, including those whose URL is fixed in the code. */
@Tag("slow")
class ProxyTunnelTest {
    @TempDir
    private Path folder;

    private TestServer server;
    private TunnelProxy proxy;
    private Senders senders;

    @BeforeEach
    void open() throws Exception {
        server = TestServer.secured(TestKeys.of(folder, "ip:127.0.0.1").context(), false);
        proxy = TunnelProxy.to(server.port());
        senders = new Senders(
                "1", InstantSource.fixed(TestNotifications.AT), path -> "", Map.of(), NoTopicPublisher.INSTANCE);
    }

    @AfterEach
    void close() throws Exception {
        senders.close();
        proxy.close();
        server.close();
    }

    private DeliveryResult deliver(String config, String http, Notification notification) {
        var text = "global: {http_config: {proxy_url: '%s', tls_config: {insecure_skip_verify: true}%s}}\n"
                        .formatted(proxy.url(), http)
                + "route: {receiver: a}\nreceivers: [{name: a, " + config + "}]\n";
        var integration = TestConfigs.read("am.yml", text)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
        return senders.deliver(
                        integration,
                        notification,
                        new Sender.DeliveryMetadata("am-1", "key", false),
                        Duration.ofSeconds(20))
                .join();
    }

    @Test
    void connectHeadersAreSentToTheProxyOnly() {
        var http = ", http_headers: {X-Key: {secrets: [hidden]}}, "
                + "proxy_connect_header: {Proxy-Authorization: [Bearer p], proxy-team: [a, b]}";
        assertThat(deliver("webhook_configs: [{url: 'https://hooks.example/x'}]", http, TestNotifications.firing()))
                .isEqualTo(new DeliveryResult.Delivered());
        assertThat(proxy.requestHeads()).hasSize(1);
        assertThat(proxy.requestHeads().get(0))
                .startsWith("CONNECT hooks.example:443 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nProxy-Authorization: Bearer p\r\n")
                .containsIgnoringCase("\r\nproxy-team: a\r\n")
                .containsIgnoringCase("\r\nproxy-team: b\r\n")
                .doesNotContain("hidden");
        assertThat(server.received()).hasSize(1);
        assertThat(server.received().get(0).headers())
                .containsEntry("X-Key", "hidden")
                .doesNotContainKeys("Proxy-Authorization", "Proxy-Team");
    }

    @Test
    void connectHeadersAreNotSentDirectly() {
        var http = ", no_proxy: 127.0.0.1, proxy_connect_header: {Proxy-Authorization: [Bearer p]}";
        var url = "https://127.0.0.1:" + server.port();
        assertThat(deliver("webhook_configs: [{url: '%s'}]".formatted(url), http, TestNotifications.firing()))
                .isEqualTo(new DeliveryResult.Delivered());
        assertThat(proxy.requestHeads()).isEmpty();
        assertThat(server.received().get(0).headers()).doesNotContainKeys("Proxy-Authorization");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"200, Delivered", "500, Retryable", "503, Retryable", "400, Permanent", "429, Permanent"})
    void pushoverStatusDecidesTheResult(int status, String result) {
        server.reply(Reply.status(status));
        var answer = deliver("pushover_configs: [{user_key: u, token: t}]", "", TestNotifications.firing());
        assertThat(answer.getClass().getSimpleName()).isEqualTo(result);
        assertThat(proxy.requestHeads().get(0)).startsWith("CONNECT api.pushover.net:443 ");
        assertThat(server.received()).hasSize(1);
        assertThat(server.received().get(0).target())
                .startsWith("/1/messages.json?expire=3600&message=")
                .contains("&title=%5BFIRING%3A2%5D+HighCPU+eu1+%28critical%29&", "&token=t&", "&user=u");
    }

    @Test
    void slackAppUpdatesItsFirstMessage() {
        var app = "slack_configs: [{app_token: xoxb, channel: '#ops', update_message: true}]";
        server.reply(Reply.json("{\"ok\":true,\"ts\":\"12.5\",\"channel\":\"C1\"}"));
        var first = (DeliveryResult.Delivered) deliver(app, "", TestNotifications.firing());
        var more = TestNotifications.of(
                first.receiverData(),
                TestNotifications.TEMPLATES,
                TestNotifications.resolved().alerts().get(0));
        server.reply(Reply.status(500), Reply.json("{\"ok\":false,\"error\":\"message_not_found\"}"));
        server.reply(Reply.json("{\"ok\":true,\"ts\":\"12.5\",\"channel\":\"C1\"}"));
        assertThat(deliver(app, "", more)).isInstanceOf(DeliveryResult.Retryable.class);
        assertThat(deliver(app, "", more)).isInstanceOf(DeliveryResult.Permanent.class);
        assertThat(deliver(app, "", more)).isEqualTo(first);
        assertThat(server.received())
                .extracting(
                        request -> request.target() + " " + request.headers().get("Authorization"))
                .containsExactly(
                        "/api/chat.postMessage Bearer xoxb",
                        "/api/chat.update Bearer xoxb",
                        "/api/chat.update Bearer xoxb",
                        "/api/chat.update Bearer xoxb");
        assertThat(server.received().get(3).body()).contains("\"channel\":\"C1\",\"ts\":\"12.5\"");
    }
}
