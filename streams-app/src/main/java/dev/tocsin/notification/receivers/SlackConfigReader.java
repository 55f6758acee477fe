package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a {@code slack_configs} item. */
final class SlackConfigReader {
    private static final List<String> ACTION_KEYS = List.of("type", "text", "url", "style", "name", "value");
    private static final List<String> CONFIRM_KEYS = List.of("text", "title", "ok_text", "dismiss_text");

    private SlackConfigReader() {}

    static Integration read(IntegrationYaml section) {
        var map = section.map();
        map.get("api_url").ifPresent(section::checkUrl);
        var manner = section.settingsWithTimeout(false);
        var ownUrl = section.secret("api_url");
        var ownToken = section.secret("app_token");
        var appUrl = section.urlOrGlobal("app_url", "slack_app_url");
        var isApp = ownUrl.text().equals(appUrl);
        if (!ownUrl.isNone() && !ownToken.isNone() && !isApp) {
            section.problem("at most one of api_url/api_url_file & app_token/app_token_file must be configured");
        }
        if (!ownToken.isNone() && manner.http().isAuthorized()) {
            section.problem("http authorization can't be set when using Slack App tokens");
        }
        var fallsBack = ownToken.isNone() && ownUrl.isNone() && !manner.http().isAuthorized();
        var token = fallsBack ? section.globalConfig().secret("slack_app_token") : ownToken;
        var url = url(section, ownUrl, token, appUrl);
        var updates = map.bool("update_message", false);
        if (updates && !url.text().equals(Slack.POST_MESSAGE)) {
            section.problem(
                    "update_message can only be used with bot tokens. api_url must be set to " + Slack.POST_MESSAGE);
        }
        return new Slack(
                manner, url, token, updates, section.templateFields(Slack.DEFAULT_FIELDS), decoration(section));
    }

    private static Secret url(IntegrationYaml section, Secret own, Secret token, String appUrl) {
        if (!token.isNone()) {
            return Secret.of(appUrl);
        }
        var url = own.isNone() ? section.globalSecret("api_url", "slack_api_url") : own;
        if (url.isNone()) {
            section.problem("no Slack API URL nor App token set either inline or in a file");
        }
        return url;
    }

    private static Slack.Formatting decoration(IntegrationYaml section) {
        var map = section.map();
        var markdown = map.get("mrkdwn_in").map(YamlValue::texts).orElse(Slack.Formatting.DEFAULT.markdownIn());
        return new Slack.Formatting(
                map.bool("link_names", false),
                markdown.isEmpty() ? Slack.Formatting.DEFAULT.markdownIn() : markdown,
                section.fields("Slack"),
                map.items("actions").stream().map(SlackConfigReader::action).toList());
    }

    private static Slack.Action action(YamlValue item) {
        var map = item.map();
        map.secret("url");
        var texts = texts(map, ACTION_KEYS);
        for (var needed : List.of("type", "text")) {
            if (texts.get(needed).isEmpty()) {
                item.problem("missing %s in Slack action configuration".formatted(needed), "");
            }
        }
        var confirm = map.get("confirm").map(SlackConfigReader::confirm).orElse(Map.of());
        map.rejectUnknownKeys();
        if (!texts.get("url").isEmpty()) {
            // A link needs no more, and nobody is asked about it.
            texts.put("name", "");
            texts.put("value", "");
            return new Slack.Action(texts, Map.of());
        }
        if (texts.get("name").isEmpty()) {
            item.problem("missing name or url in Slack action configuration", "");
        }
        return new Slack.Action(texts, confirm);
    }

    private static Map<String, String> confirm(YamlValue value) {
        var map = value.map();
        var texts = texts(map, CONFIRM_KEYS);
        if (texts.get("text").isEmpty()) {
            value.problem("missing text in Slack confirmation configuration", "");
        }
        map.rejectUnknownKeys();
        return texts;
    }

    private static Map<String, String> texts(YamlMap map, List<String> names) {
        var texts = new TreeMap<String, String>();
        names.forEach(name -> texts.put(name, map.text(name, "")));
        return texts;
    }
}
