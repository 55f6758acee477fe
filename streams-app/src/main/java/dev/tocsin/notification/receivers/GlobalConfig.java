package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.HttpConfigReader;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.notification.receivers.http.TlsConfig;
import dev.tocsin.notification.receivers.http.TlsConfigReader;
import dev.tocsin.notification.receivers.http.WebUrl;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What receivers fall back upon: {@code global}. */
final class GlobalConfig {
    /** Each may stand in a file instead, and not in both; in the order in which Alertmanager looks at them. */
    private static final List<String> SECRETS = List.of(
            "slack_app_token",
            "slack_api_url",
            "opsgenie_api_key",
            "victorops_api_key",
            "telegram_bot_token",
            "smtp_auth_password",
            "rocketchat_token",
            "rocketchat_token_id",
            "smtp_auth_secret",
            "wechat_api_secret",
            "mattermost_webhook_url");

    private static final Map<String, String> URLS = Map.of(
            "slack_app_url", Slack.POST_MESSAGE,
            "pagerduty_url", "https://events.pagerduty.com/v2/enqueue",
            "opsgenie_api_url", "https://api.opsgenie.com/",
            "wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/",
            "victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/",
            "telegram_api_url", "https://api.telegram.org",
            "webex_api_url", "https://webexapis.com/v1/messages",
            "rocketchat_api_url", "https://open.rocket.chat/",
            "jira_api_url", "");
    private static final List<String> SECRET_URLS = List.of("slack_api_url", "mattermost_webhook_url");
    private static final Map<String, String> TEXTS = Map.of(
            "smtp_from", "",
            "smtp_smarthost", "",
            "smtp_auth_username", "",
            "smtp_auth_identity", "",
            "smtp_hello", "localhost",
            "wechat_api_corp_id", "");

    private final Map<String, Secret> secrets = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final HttpConfig http;
    private final TlsConfig smtpTls;
    private final boolean requireTls;
    private final Optional<Boolean> implicitTls;

    GlobalConfig(YamlMap map) {
        http = map.get("http_config").map(HttpConfigReader::read).orElse(HttpConfig.DEFAULT);
        smtpTls = map.get("smtp_tls_config").map(TlsConfigReader::read).orElse(TlsConfig.DEFAULT);
        requireTls = map.bool("smtp_require_tls", true);
        implicitTls = map.get("smtp_force_implicit_tls").flatMap(YamlValue::bool);
        SECRETS.forEach(key -> secrets.put(key, SecretReader.secret(map, key)));
        SECRET_URLS.forEach(key -> map.get(key).ifPresent(GlobalConfig::checkUrl));
        URLS.forEach((key, otherwise) -> texts.put(key, map.text(key, otherwise)));
        URLS.keySet().forEach(key -> map.get(key).ifPresent(GlobalConfig::checkUrl));
        TEXTS.forEach((key, otherwise) -> texts.put(key, map.text(key, otherwise)));
        map.get("smtp_smarthost").ifPresent(Smarthost::check);
        checkSlack(map);
    }

    HttpConfig http() {
        return http;
    }

    TlsConfig smtpTls() {
        return smtpTls;
    }

    boolean requireTls() {
        return requireTls;
    }

    Optional<Boolean> implicitTls() {
        return implicitTls;
    }

    Secret secret(String key) {
        return secrets.get(key);
    }

    String text(String key) {
        return texts.get(key);
    }

    private void checkSlack(YamlMap map) {
        var url = secret("slack_api_url");
        var isApp = url.text().equals(text("slack_app_url"));
        if (!secret("slack_app_token").isNone() && !url.isNone() && !isApp) {
            map.problem(
                    "slack_app_token",
                    "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured",
                    "");
        }
    }

    private static void checkUrl(YamlValue value) {
        value.text().filter(text -> !text.isEmpty()).ifPresent(text -> {
            try {
                WebUrl.check(text);
            } catch (IllegalArgumentException e) {
                value.problem(e.getMessage(), "");
            }
        });
    }
}
