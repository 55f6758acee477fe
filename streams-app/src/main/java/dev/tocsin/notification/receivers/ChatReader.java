package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpSettings;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.Transport;
import dev.tocsin.yaml.YamlValue;
import java.util.List;

/** Reads those who tell in chats, but for Slack and Mattermost, which have more to say. */
final class ChatReader {
    private ChatReader() {}

    static Integration discord(Section section) {
        return new Discord(section.manner(true), section.neededUrl("webhook_url"), section.texts(Discord.TEXTS));
    }

    static Integration msteams(Section section) {
        return new MsTeams(section.manner(true), section.neededUrl("webhook_url"), section.texts(MsTeams.TEXTS));
    }

    /** The only one that takes the global proxy although it has an {@code http_config} of its own. */
    static Integration msteamsv2(Section section) {
        var manner = section.manner(true);
        var http = proxied(manner.http(), section.globals().http());
        return new MsTeamsV2(manner.with(http), section.neededUrl("webhook_url"), section.texts(MsTeamsV2.TEXTS));
    }

    private static HttpSettings proxied(HttpSettings own, HttpSettings global) {
        var proxy = own.transport().proxy();
        var isSet = !proxy.url().isEmpty() || proxy.fromEnvironment();
        return isSet
                ? own
                : own.over(
                        new Transport(own.transport().tls(), global.transport().proxy()));
    }

    static Integration webex(Section section) {
        section.needed("room_id", "missing room_id on webex_config");
        var manner = section.manner(true);
        if (!manner.http().isAuthorized()) {
            section.problem("missing webex_configs.http_config.authorization");
        }
        return new Webex(manner, section.url("api_url", "webex_api_url"), section.texts(Webex.TEXTS));
    }

    static Integration telegram(Section section) {
        var map = section.map();
        var mode = map.text("parse_mode", "HTML");
        if (!Telegram.PARSE_MODES.contains(mode)) {
            map.problem(
                    "parse_mode",
                    "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string",
                    "");
        }
        return new Telegram(
                section.manner(true),
                section.url("api_url", "telegram_api_url"),
                section.secret(
                        "bot_token", "telegram_bot_token", "missing bot_token or bot_token_file on telegram_config"),
                chat(section),
                map.get("message_thread_id").flatMap(ChatReader::number).orElse(0L),
                section.texts(Telegram.TEXTS),
                map.bool("disable_notifications", false),
                mode);
    }

    private static Secret chat(Section section) {
        section.map().get("chat_id").ifPresent(ChatReader::number);
        var chat = section.secret("chat_id");
        if (chat.isNone() || chat.text().equals("0")) {
            section.problem("missing chat_id or chat_id_file on telegram_config");
        }
        return chat;
    }

    private static java.util.Optional<Long> number(YamlValue value) {
        return value.integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Integration wechat(Section section) {
        var map = section.map();
        var corp = map.text("corp_id", section.globals().text("wechat_api_corp_id"));
        if (corp.isEmpty()) {
            section.problem("no global Wechat CorpID set");
        }
        var type = map.text("message_type", "text");
        if (!List.of("text", "markdown").contains(type)) {
            map.problem(
                    "message_type",
                    "weChat message type \"%s\" does not match valid options ^(text|markdown)$".formatted(type),
                    "");
        }
        return new WeChat(
                section.manner(false),
                section.url("api_url", "wechat_api_url"),
                section.secret(
                        "api_secret",
                        "wechat_api_secret",
                        "no global Wechat Api Secret set either inline or in a file"),
                corp,
                section.texts(WeChat.TEXTS),
                type);
    }

    static Integration rocketchat(Section section) {
        // Alertmanager takes it, and sends nothing of it.
        section.map().bool("link_names", false);
        return new RocketChat(
                section.manner(false),
                section.url("api_url", "rocketchat_api_url"),
                section.secret(
                        "token", "rocketchat_token", "no global Rocketchat Token set either inline or in a file"),
                section.secret(
                        "token_id",
                        "rocketchat_token_id",
                        "no global Rocketchat TokenID set either inline or in a file"),
                section.texts(RocketChat.TEXTS),
                section.fields("Rocket.Chat"),
                section.mappings("actions"));
    }
}
