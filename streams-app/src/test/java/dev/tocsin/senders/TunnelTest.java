package dev.tocsin.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.alertmanager.AlertmanagerYaml;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.receivers.Told;
import dev.tocsin.notifier.Courier;
import dev.tocsin.senders.TestServer.Saying;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers behind a proxy that opens tunnels; those too that live at an address of which no configuration knows. */
class TunnelTest {
    @TempDir
    private Path folder;

    private TestServer server;
    private TunnelProxy proxy;
    private Couriers couriers;

    @BeforeEach
    void open() throws Exception {
        server = TestServer.secured(TestKeys.of(folder, "ip:127.0.0.1").context(), false);
        proxy = TunnelProxy.to(server.port());
        couriers = new Couriers("1", InstantSource.fixed(Told.AT), path -> "", Map.of(), Untouched.TOPICS);
    }

    @AfterEach
    void close() throws Exception {
        couriers.close();
        proxy.close();
        server.close();
    }

    private Outcome deliver(String config, String http, Notification news) {
        var text = "global: {http_config: {proxy_url: '%s', tls_config: {insecure_skip_verify: true}%s}}\n"
                        .formatted(proxy.url(), http)
                + "route: {receiver: a}\nreceivers: [{name: a, " + config + "}]\n";
        var integration = AlertmanagerYaml.read("am.yml", text)
                .receivers()
                .get(0)
                .integrations()
                .get(0);
        return couriers.deliver(integration, news, new Courier.Envelope("am-1", "key", false), Duration.ofSeconds(20))
                .join();
    }

    @Test
    void theProxyAloneIsToldWhatIsForIt() {
        var http = ", http_headers: {X-Key: {secrets: [hidden]}}, "
                + "proxy_connect_header: {Proxy-Authorization: [Bearer p], proxy-team: [a, b]}";
        assertThat(deliver("webhook_configs: [{url: 'https://hooks.example/x'}]", http, Told.firing()))
                .isEqualTo(new Outcome.Delivered());
        assertThat(proxy.heads()).hasSize(1);
        assertThat(proxy.heads().get(0))
                .startsWith("CONNECT hooks.example:443 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nProxy-Authorization: Bearer p\r\n")
                .containsIgnoringCase("\r\nproxy-team: a\r\n")
                .containsIgnoringCase("\r\nproxy-team: b\r\n")
                .doesNotContain("hidden");
        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().get(0).headers())
                .containsEntry("X-Key", "hidden")
                .doesNotContainKeys("Proxy-Authorization", "Proxy-Team");
    }

    @Test
    void whoIsReachedWithoutTheProxyIsToldNothingOfIt() {
        var http = ", no_proxy: 127.0.0.1, proxy_connect_header: {Proxy-Authorization: [Bearer p]}";
        var url = "https://127.0.0.1:" + server.port();
        assertThat(deliver("webhook_configs: [{url: '%s'}]".formatted(url), http, Told.firing()))
                .isEqualTo(new Outcome.Delivered());
        assertThat(proxy.heads()).isEmpty();
        assertThat(server.asked().get(0).headers()).doesNotContainKeys("Proxy-Authorization");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"200, Delivered", "500, Retryable", "503, Retryable", "400, Permanent", "429, Permanent"})
    void whatPushoversAnswersMean(int status, String outcome) {
        server.say(Saying.status(status));
        var told = deliver("pushover_configs: [{user_key: u, token: t}]", "", Told.firing());
        assertThat(told.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(proxy.heads().get(0)).startsWith("CONNECT api.pushover.net:443 ");
        assertThat(server.asked()).hasSize(1);
        assertThat(server.asked().get(0).target())
                .startsWith("/1/messages.json?expire=3600&message=")
                .contains("&title=%5BFIRING%3A2%5D+HighCPU+eu1+%28critical%29&", "&token=t&", "&user=u");
    }

    @Test
    void anAppOfSlackChangesItsFirstMessage() {
        var app = "slack_configs: [{app_token: xoxb, channel: '#ops', update_message: true}]";
        server.say(Saying.json("{\"ok\":true,\"ts\":\"12.5\",\"channel\":\"C1\"}"));
        var first = (Outcome.Delivered) deliver(app, "", Told.firing());
        var more = Told.of(
                first.remember(), Told.TEMPLATES, Told.resolved().alerts().get(0));
        server.say(Saying.status(500), Saying.json("{\"ok\":false,\"error\":\"message_not_found\"}"));
        server.say(Saying.json("{\"ok\":true,\"ts\":\"12.5\",\"channel\":\"C1\"}"));
        assertThat(deliver(app, "", more)).isInstanceOf(Outcome.Retryable.class);
        assertThat(deliver(app, "", more)).isInstanceOf(Outcome.Permanent.class);
        assertThat(deliver(app, "", more)).isEqualTo(first);
        assertThat(server.asked())
                .extracting(asked -> asked.target() + " " + asked.headers().get("Authorization"))
                .containsExactly(
                        "/api/chat.postMessage Bearer xoxb",
                        "/api/chat.update Bearer xoxb",
                        "/api/chat.update Bearer xoxb",
                        "/api/chat.update Bearer xoxb");
        assertThat(server.asked().get(3).body()).contains("\"channel\":\"C1\",\"ts\":\"12.5\"");
    }
}
