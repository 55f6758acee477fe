package dev.tocsin.config.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.notification.receivers.TestIntegrations;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerConfigReaderTest {
    private static final String RECEIVERS = "receivers: [{name: a}]\n";

    private static AlertingConfig read(String text) {
        return TestConfigs.read("am.yml", text);
    }

    @Test
    void exampleIsValid() throws IOException {
        var config = read(Files.readString(Path.of("../examples/alertmanager.yml")));
        var options = config.tree().root().options();
        assertThat(options.receiver()).isEqualTo("console");
        assertThat(options.groupWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.receivers().get(0).integrations())
                .containsExactly(TestIntegrations.webhook("http://127.0.0.1:9099/webhook"));
    }

    @Test
    void childRoutesInheritOptions() {
        var config = read("""
                global: {resolve_timeout: 1m}
                route:
                  receiver: a
                  group_by: [x]
                  group_wait: 0s
                  routes:
                    - matchers: ['severity="page", team=~"x|y"']
                      match: {b: c}
                      match_re: {d: e.*}
                      continue: true
                      group_by: []
                      repeat_interval: 1d
                      routes: [{group_by: ['...']}]
                receivers: [{name: a}]
                """);
        assertThat(config.resolveTimeout()).isEqualTo(Duration.ofMinutes(1));
        var child = config.tree().root().routes().get(0);
        assertThat(child.key()).isEqualTo("{}/{b=\"c\",d=~\"^(?:e.*)$\",severity=\"page\",team=~\"x|y\"}");
        assertThat(child.continues()).isTrue();
        assertThat(child.options().groupWait()).isZero();
        assertThat(child.options().groupBy()).hasToString("ByLabels[names=[]]");
        assertThat(child.options().repeatInterval()).isEqualTo(Duration.ofDays(1));
        assertThat(child.routes().get(0).options().groupBy()).hasToString("All[]");
        assertThat(child.routes().get(0).receiver()).isEqualTo("a");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            route: {receiver: b}                                | 1:9: undefined receiver "b" used in route; known here: a
            route: {}                                           | 1:8: root route must specify a default receiver
            route: {receiver: a, matchers: [x=y]}               | 1:22: root route must not have any matchers
            route: {receiver: a, continue: true}                | 1:22: cannot have continue in root route
            route: {receiver: a, group_by: [a, a]}              | 1:22: duplicated label "a" in group_by
            route: {receiver: a, group_by: ['...', a]}          | 1:22: cannot have wildcard group_by (`...`) and other labels at the same time
            route: {receiver: a, group_interval: 0s}            | 1:22: group_interval cannot be zero
            route: {receiver: a, repeat_interval: 0}            | 1:22: repeat_interval cannot be zero
            route: {receiver: a, group_wait: 1.5s}              | 1:34: route.group_wait is '1.5s'; it must be a duration such as 30s, 5m or 1h30m (unknown unit "." in duration "1.5s")
            route: {receiver: a, routes: [{match: {a-b: c}}]}   | 1:45: invalid label name "a-b"
            route: {receiver: a, routes: [{match_re: {a: }}]}   | 1:45: invalid regexp value for "a"
            route: {receiver: a, routes: [{matchers: ['a']}]}   | 1:43: bad matcher format: a
            route: {receiver: a, grup_by: [x]}                  | 1:22: unknown key 'route.grup_by'; did you mean 'group_by'?
            """)
    void invalidRouteIsRejectedWithAlertmanagersMessage(String route, String problem) {
        assertThatThrownBy(() -> read(route + "\n" + RECEIVERS))
                .hasMessage("1 problem must be fixed:\n  am.yml:" + problem);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                  | missing name in receiver
            {name: a}, {name: a}                                | notification config name "a" is not unique
            {name: a, labels: {name: b}}                        | receiver label "name" must match receiver name "a", got "b"
            {name: a, webhook_configs: [null]}                  | missing webhook config
            {name: a, webhook_configs: [{}]}                    | one of url or url_file must be configured
            {name: a, webhook_configs: [{url: u, url_file: u}]} | at most one of url & url_file must be configured
            {name: a, webhook_configs: [{url: ftp://x}]}        | unsupported scheme "ftp" for URL
            {name: a, webhook_configs: [{url: 'http://{{ x }}'}]} | invalid template syntax: template: url:1: function "x" not defined
            {name: a, webhook_configs: [{url: http://x, http_config: {http_headers: {Host: {values: [x]}}}}]} | setting header "Host" is not allowed
            {name: a, webhook_configs: [{url: http://x, http_config: {bearer_token: x, authorization: {credentials: y}}}]} | authorization is not compatible with bearer_token & bearer_token_file
            {name: a, webhook_configs: [{url: http://x, http_config: {authorization: {type: Basic}}}]} | authorization type cannot be set to "basic", use "basic_auth" instead
            """)
    void invalidReceiverIsRejectedWithAlertmanagersMessage(String receivers, String problem) {
        assertThatThrownBy(() -> read("route: {receiver: a}\nreceivers: [" + receivers + "]\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> read("""
                global: {http_config: {basic_auth: {password_ref: a}}, resolve_timout: 1m}
                receivers: []
                """)).hasMessage("""
                3 problems must be fixed:
                  am.yml:1:1: no route provided in config; add a route with a receiver
                  am.yml:1:37: global.http_config.basic_auth.password_ref is not supported yet by this version; remove it
                  am.yml:1:56: unknown key 'global.resolve_timout'; did you mean 'resolve_timeout'?""");
    }
}
