package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.AlertmanagerFunctions;
import dev.tocsin.templates.parser.TemplateSyntaxException;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.time.Instant;
import java.util.Optional;

/** Reads those who take the whole notification as data. */
final class WebhookConfigReader {
    private static final Secret PLACEHOLDER_URL = Secret.of("http://localhost");

    private WebhookConfigReader() {}

    static Integration webhook(IntegrationYaml section) {
        var map = section.map();
        var url = section.required("url");
        var problem = map.get("url").flatMap(YamlValue::text).flatMap(WebhookConfigReader::problem);
        problem.ifPresent(what -> map.problem("url", what, ""));
        var fine = problem.isEmpty() && !url.isNone();
        return new Webhook(
                section.settingsWithTimeout(true),
                fine ? url : PLACEHOLDER_URL,
                map.integer("max_alerts", 0, 0),
                payload(map));
    }

    private static Optional<String> problem(String url) {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (url.contains("{{")) {
                Templates.empty(AlertmanagerFunctions.of(Instant.EPOCH, dev.tocsin.labels.Labels.EMPTY))
                        .parse("url", url);
            } else {
                WebUrl.check(url);
            }
            return Optional.empty();
        } catch (TemplateSyntaxException e) {
            return Optional.of("invalid template syntax: " + e.reason());
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<Object> payload(YamlMap map) {
        map.get("payload").ifPresent(YamlValue::recordSecret);
        return map.get("payload").map(YamlValue::toJava);
    }

    static Integration incidentio(IntegrationYaml section) {
        section.map().get("url").ifPresent(section::checkUrl);
        var url = SecretReader.shown(section.map(), "url");
        if (url.isNone()) {
            section.problem("one of url or url_file must be configured");
        }
        var token = section.secret("alert_source_token");
        var manner = section.settingsWithTimeout(true);
        if (token.isNone() && !manner.http().isAuthorized()) {
            section.problem(
                    "at least one of alert_source_token, alert_source_token_file or authorization must be configured");
        }
        if (!token.isNone() && manner.http().isAuthorized()) {
            section.problem(
                    "cannot specify alert_source_token or alert_source_token_file when using http_config.authorization");
        }
        return new IncidentIo(manner, url, token, section.map().integer("max_alerts", 0, 0));
    }

    static Integration kafka(IntegrationYaml section) {
        section.required("topic", "missing topic in kafka config");
        if (section.map().get("http_config").isPresent()) {
            section.problem("http_config means nothing to Kafka: remove it");
        }
        return new KafkaTopic(section.settingsWithTimeout(true), section.templateFields(KafkaTopic.DEFAULT_FIELDS));
    }
}
