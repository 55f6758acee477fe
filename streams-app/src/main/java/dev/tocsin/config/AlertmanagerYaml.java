package dev.tocsin.config;

import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.configuration.AlertingConfig;
import dev.tocsin.notification.receivers.HttpSettings;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.RouteNode;
import dev.tocsin.notification.routing.RoutingTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads Alertmanager's configuration. What Alertmanager understands and this version does not yet is refused by its
 * name, so that nothing is ignored that somebody relies on.
 */
public final class AlertmanagerYaml {
    private static final List<String> NOT_YET_GLOBAL = List.of(
            "smtp_from",
            "smtp_smarthost",
            "smtp_hello",
            "smtp_auth_username",
            "smtp_auth_password",
            "smtp_auth_password_file",
            "smtp_auth_secret",
            "smtp_auth_secret_file",
            "smtp_auth_identity",
            "smtp_require_tls",
            "smtp_tls_config",
            "smtp_force_implicit_tls",
            "slack_api_url",
            "slack_api_url_file",
            "slack_app_token",
            "slack_app_token_file",
            "slack_app_url",
            "pagerduty_url",
            "opsgenie_api_url",
            "opsgenie_api_key",
            "opsgenie_api_key_file",
            "wechat_api_url",
            "wechat_api_secret",
            "wechat_api_secret_file",
            "wechat_api_corp_id",
            "victorops_api_url",
            "victorops_api_key",
            "victorops_api_key_file",
            "telegram_api_url",
            "telegram_bot_token",
            "telegram_bot_token_file",
            "webex_api_url",
            "rocketchat_api_url",
            "rocketchat_token",
            "rocketchat_token_file",
            "rocketchat_token_id",
            "rocketchat_token_id_file",
            "mattermost_webhook_url",
            "mattermost_webhook_url_file",
            "jira_api_url");
    private static final List<String> NOT_YET =
            List.of("inhibit_rules", "templates", "time_intervals", "mute_time_intervals", "tracing", "event_recorder");

    private final Problems problems = new Problems();
    private final UnaryOperator<String> readFile;

    private AlertmanagerYaml(UnaryOperator<String> readFile) {
        this.readFile = readFile;
    }

    /**
     * @param source what the document is called in messages
     * @param readFile gives the content of a file that the document names, such as a {@code url_file}; throws an
     *     {@link java.io.UncheckedIOException} if it can not
     * @throws ConfigException with everything that is wrong with it, in Alertmanager's words where it has some
     */
    public static AlertingConfig read(String source, String text, UnaryOperator<String> readFile) {
        var reader = new AlertmanagerYaml(readFile);
        var config = reader.read(YamlMap.read(source, text, reader.problems), text);
        reader.problems.throwIfAny();
        return config.orElseThrow(() -> new IllegalStateException("no configuration, but no problem either"));
    }

    private Optional<AlertingConfig> read(YamlMap root, String text) {
        NotYet.refuse(root, NOT_YET);
        var global = root.map("global");
        NotYet.refuse(global, NOT_YET_GLOBAL);
        var resolveTimeout = global.duration("resolve_timeout", AlertingConfig.DEFAULT_RESOLVE_TIMEOUT);
        var http = global.get("http_config")
                .map(value -> new HttpConfigReader(readFile).read(value))
                .orElse(HttpSettings.DEFAULT);
        var receivers = receivers(root, http);
        var route = root.get("route");
        if (route.isEmpty()) {
            root.problem("route", "no route provided in config", "add a route with a receiver");
        }
        var tree = route.map(value -> new RouteReader(names(root)).root(value));
        root.refuseOthers();
        return problems.count() > 0
                ? Optional.empty()
                : tree.map(node -> config(root, resolveTimeout, node, receivers, text));
    }

    // What the domain refuses and was not found above still is a problem, if one without a line.
    private AlertingConfig config(
            YamlMap root, Duration resolveTimeout, RouteNode node, List<Receiver> receivers, String text) {
        try {
            return new AlertingConfig(resolveTimeout, RoutingTree.of(node), receivers, text);
        } catch (IllegalArgumentException e) {
            e.getMessage().lines().forEach(line -> problems.add(root.place(), line));
            problems.throwIfAny();
            throw e;
        }
    }

    private List<Receiver> receivers(YamlMap root, HttpSettings http) {
        var names = new TreeSet<String>();
        var receivers = new ArrayList<Receiver>();
        for (var item : root.items("receivers")) {
            var map = item.map();
            var name = map.text("name", "");
            if (name.isEmpty()) {
                map.problem("name", "missing name in receiver", "");
            } else if (!names.add(name)) {
                map.problem("name", "notification config name %s is not unique".formatted(GoQuote.quote(name)), "");
            }
            var integrations = new ReceiverReader(http, readFile).integrations(name, map);
            if (!name.isEmpty()) {
                receivers.add(new Receiver(name, integrations));
            }
        }
        return receivers;
    }

    private static Set<String> names(YamlMap root) {
        return root.items("receivers").stream()
                .map(item -> item.map().text("name", ""))
                .collect(Collectors.toUnmodifiableSet());
    }
}
