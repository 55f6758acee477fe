package dev.tocsin.config;

import dev.tocsin.notation.GoDuration;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notification.receivers.HttpSettings;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads the ways by which a receiver is told. */
final class ReceiverReader {
    private static final List<String> NOT_YET = List.of(
            "discord_configs",
            "email_configs",
            "incidentio_configs",
            "pagerduty_configs",
            "slack_configs",
            "opsgenie_configs",
            "wechat_configs",
            "pushover_configs",
            "victorops_configs",
            "sns_configs",
            "telegram_configs",
            "webex_configs",
            "msteams_configs",
            "msteamsv2_configs",
            "jira_configs",
            "rocketchat_configs",
            "mattermost_configs");

    private final HttpSettings globalHttp;
    private final UnaryOperator<String> readFile;

    ReceiverReader(HttpSettings globalHttp, UnaryOperator<String> readFile) {
        this.globalHttp = globalHttp;
        this.readFile = readFile;
    }

    List<Integration> integrations(String name, YamlMap receiver) {
        NotYet.refuse(receiver, NOT_YET);
        checkLabels(name, receiver);
        var webhooks = new ArrayList<Integration>();
        for (var item : receiver.items("webhook_configs")) {
            webhook(webhooks.size(), item).ifPresent(webhooks::add);
        }
        receiver.refuseOthers();
        return webhooks;
    }

    private static void checkLabels(String name, YamlMap receiver) {
        var labels = receiver.strings("labels");
        if (!labels.getOrDefault("name", name).equals(name)) {
            receiver.problem(
                    "labels",
                    "receiver label \"name\" must match receiver name %s, got %s"
                            .formatted(GoQuote.quote(name), GoQuote.quote(labels.get("name"))),
                    "");
        }
    }

    private Optional<Webhook> webhook(int index, YamlValue item) {
        if (item.isNull()) {
            item.problem("missing webhook config", "");
            return Optional.empty();
        }
        var map = item.map();
        NotYet.refuse(map, List.of("payload"));
        var url = url(item, map);
        var sendResolved = map.bool("send_resolved", true);
        var maxAlerts = map.integer("max_alerts", 0, 0);
        var timeout = map.get("timeout").flatMap(ReceiverReader::timeout).orElse(Duration.ZERO);
        var http = map.get("http_config")
                .map(value -> new HttpConfigReader(readFile).read(value))
                .orElse(globalHttp);
        map.refuseOthers();
        try {
            return url.map(known -> new Webhook(index, known, sendResolved, maxAlerts, timeout, http));
        } catch (IllegalArgumentException e) {
            map.problem("url", e.getMessage(), "");
            return Optional.empty();
        }
    }

    private Optional<String> url(YamlValue item, YamlMap map) {
        var url = map.get("url").flatMap(YamlValue::text).filter(text -> !text.isEmpty());
        var file = map.get("url_file").filter(value -> !value.text().orElse("").isEmpty());
        if (url.isEmpty() == file.isEmpty()) {
            item.problem(
                    url.isEmpty()
                            ? "one of url or url_file must be configured"
                            : "at most one of url & url_file must be configured",
                    "");
            return Optional.empty();
        }
        if (url.filter(text -> text.contains("{{")).isPresent()) {
            map.problem("url", "templates in url are not supported yet by this version", "write the URL as it is");
            return Optional.empty();
        }
        return url.or(() -> file.flatMap(value -> new SecretFile(readFile).read(value)));
    }

    // As Alertmanager: Go's notation, or a bare number of nanoseconds.
    private static Optional<Duration> timeout(YamlValue value) {
        return value.read(
                "a duration such as 10s or 1.5m",
                text -> text.matches("[0-9]{1,18}") ? Duration.ofNanos(Long.parseLong(text)) : GoDuration.parse(text));
    }
}
