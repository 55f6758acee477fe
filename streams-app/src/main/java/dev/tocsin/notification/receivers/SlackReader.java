package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a {@code slack_configs} item. */
final class SlackReader {
    private static final List<String> OF_ACTION = List.of("type", "text", "url", "style", "name", "value");
    private static final List<String> OF_QUESTION = List.of("text", "title", "ok_text", "dismiss_text");

    private SlackReader() {}

    static Integration read(Section section) {
        var map = section.map();
        map.get("api_url").ifPresent(section::checkUrl);
        var manner = section.limited(false);
        var ownUrl = section.secret("api_url");
        var ownToken = section.secret("app_token");
        var appUrl = section.url("app_url", "slack_app_url");
        var isApp = ownUrl.text().equals(appUrl);
        if (!ownUrl.isNone() && !ownToken.isNone() && !isApp) {
            section.problem("at most one of api_url/api_url_file & app_token/app_token_file must be configured");
        }
        if (!ownToken.isNone() && manner.http().isAuthorized()) {
            section.problem("http authorization can't be set when using Slack App tokens");
        }
        var fallsBack = ownToken.isNone() && ownUrl.isNone() && !manner.http().isAuthorized();
        var token = fallsBack ? section.globals().secret("slack_app_token") : ownToken;
        var url = url(section, ownUrl, token, appUrl);
        var updates = map.bool("update_message", false);
        if (updates && !url.text().equals(Slack.POST_MESSAGE)) {
            section.problem(
                    "update_message can only be used with bot tokens. api_url must be set to " + Slack.POST_MESSAGE);
        }
        return new Slack(manner, url, token, updates, section.texts(Slack.TEXTS), decoration(section));
    }

    private static Secret url(Section section, Secret own, Secret token, String appUrl) {
        if (!token.isNone()) {
            return Secret.of(appUrl);
        }
        var url = own.isNone() ? section.global("api_url", "slack_api_url") : own;
        if (url.isNone()) {
            section.problem("no Slack API URL nor App token set either inline or in a file");
        }
        return url;
    }

    private static Slack.Decoration decoration(Section section) {
        var map = section.map();
        var markdown = map.get("mrkdwn_in").map(YamlValue::texts).orElse(Slack.Decoration.USUAL.markdownIn());
        return new Slack.Decoration(
                map.bool("link_names", false),
                markdown.isEmpty() ? Slack.Decoration.USUAL.markdownIn() : markdown,
                section.fields("Slack"),
                map.items("actions").stream().map(SlackReader::action).toList());
    }

    private static Slack.Action action(YamlValue item) {
        var map = item.map();
        var texts = texts(map, OF_ACTION);
        for (var needed : List.of("type", "text")) {
            if (texts.get(needed).isEmpty()) {
                item.problem("missing %s in Slack action configuration".formatted(needed), "");
            }
        }
        var confirm = map.get("confirm").map(SlackReader::confirm).orElse(Map.of());
        map.refuseOthers();
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
        var texts = texts(map, OF_QUESTION);
        if (texts.get("text").isEmpty()) {
            value.problem("missing text in Slack confirmation configuration", "");
        }
        map.refuseOthers();
        return texts;
    }

    private static Map<String, String> texts(YamlMap map, List<String> names) {
        var texts = new TreeMap<String, String>();
        names.forEach(name -> texts.put(name, map.text(name, "")));
        return texts;
    }
}
