package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.HttpConfig;
import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.SecretReader;
import dev.tocsin.notification.receivers.http.TransportConfig;
import dev.tocsin.yaml.YamlValue;
import java.util.List;

/** Reads those who tell in chats, but for Slack and Mattermost, which have more to say. */
final class ChatConfigReader {
    private ChatConfigReader() {}

    static Integration discord(IntegrationYaml section) {
        return new Discord(
                section.settings(true),
                section.requiredUrl("webhook_url"),
                section.templateFields(Discord.DEFAULT_FIELDS));
    }

    static Integration msteams(IntegrationYaml section) {
        return new MsTeams(
                section.settings(true),
                section.requiredUrl("webhook_url"),
                section.templateFields(MsTeams.DEFAULT_FIELDS));
    }

    /** The only one that takes the global proxy although it has an {@code http_config} of its own. */
    static Integration msteamsv2(IntegrationYaml section) {
        var manner = section.settings(true);
        var http = withGlobalProxy(manner.http(), section.globalConfig().http());
        return new MsTeamsV2(
                manner.with(http),
                section.requiredUrl("webhook_url"),
                section.templateFields(MsTeamsV2.DEFAULT_FIELDS));
    }

    private static HttpConfig withGlobalProxy(HttpConfig own, HttpConfig global) {
        var proxy = own.transport().proxy();
        var isSet = !proxy.url().isEmpty() || proxy.fromEnvironment();
        return isSet
                ? own
                : own.withTransport(new TransportConfig(
                        own.transport().tls(), global.transport().proxy()));
    }

    static Integration webex(IntegrationYaml section) {
        section.required("room_id", "missing room_id on webex_config");
        var manner = section.settings(true);
        if (!manner.http().isAuthorized()) {
            section.problem("missing webex_configs.http_config.authorization");
        }
        return new Webex(
                manner, section.urlOrGlobal("api_url", "webex_api_url"), section.templateFields(Webex.DEFAULT_FIELDS));
    }

    static Integration telegram(IntegrationYaml section) {
        var map = section.map();
        var mode = map.text("parse_mode", "HTML");
        if (!Telegram.PARSE_MODES.contains(mode)) {
            map.problem(
                    "parse_mode",
                    "unknown parse_mode on telegram_config, must be Markdown, MarkdownV2, HTML or empty string",
                    "");
        }
        return new Telegram(
                section.settings(true),
                section.urlOrGlobal("api_url", "telegram_api_url"),
                section.secret(
                        "bot_token", "telegram_bot_token", "missing bot_token or bot_token_file on telegram_config"),
                chatId(section),
                map.get("message_thread_id").flatMap(ChatConfigReader::number).orElse(0L),
                section.templateFields(Telegram.DEFAULT_FIELDS),
                map.bool("disable_notifications", false),
                mode);
    }

    private static Secret chatId(IntegrationYaml section) {
        section.map().get("chat_id").ifPresent(ChatConfigReader::number);
        var chat = SecretReader.shown(section.map(), "chat_id");
        if (chat.isNone() || chat.text().equals("0")) {
            section.problem("missing chat_id or chat_id_file on telegram_config");
        }
        return chat;
    }

    private static java.util.Optional<Long> number(YamlValue value) {
        return value.integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    static Integration wechat(IntegrationYaml section) {
        var map = section.map();
        var corp = map.text("corp_id", section.globalConfig().text("wechat_api_corp_id"));
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
                section.settings(false),
                section.urlOrGlobal("api_url", "wechat_api_url"),
                section.secret(
                        "api_secret",
                        "wechat_api_secret",
                        "no global Wechat Api Secret set either inline or in a file"),
                corp,
                section.templateFields(WeChat.DEFAULT_FIELDS),
                type);
    }

    static Integration rocketchat(IntegrationYaml section) {
        // Alertmanager takes it, and sends nothing of it.
        section.map().bool("link_names", false);
        section.map().items("actions").forEach(action -> action.map().secret("url"));
        return new RocketChat(
                section.settings(false),
                section.urlOrGlobal("api_url", "rocketchat_api_url"),
                section.secret(
                        "token", "rocketchat_token", "no global Rocketchat Token set either inline or in a file"),
                section.secret(
                        "token_id",
                        "rocketchat_token_id",
                        "no global Rocketchat TokenID set either inline or in a file"),
                section.templateFields(RocketChat.DEFAULT_FIELDS),
                section.fields("Rocket.Chat"),
                section.stringMaps("actions"));
    }
}
