package dev.tocsin.imports.grafana;

import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types of contact points that are receivers of Alertmanager, too. */
final class ContactPointTypes {
    private static final Pattern VICTOROPS =
            Pattern.compile("(.*/integrations/generic/[0-9]+/alert/)([^/?]+)/([^/?]+).*");

    private static final Map<String, Function<ContactPointSettings, Integrations>> TYPES = Map.ofEntries(
            Map.entry("webhook", ContactPointTypes::webhook),
            Map.entry("slack", ContactPointTypes::slack),
            Map.entry("email", ContactPointTypes::email),
            Map.entry("pagerduty", ContactPointTypes::pagerDuty),
            Map.entry("opsgenie", ContactPointTypes::opsgenie),
            Map.entry("teams", ContactPointTypes::teams),
            Map.entry("telegram", ContactPointTypes::telegram),
            Map.entry("discord", ContactPointTypes::discord),
            Map.entry("pushover", ContactPointTypes::pushover),
            Map.entry("victorops", ContactPointTypes::victorOps),
            Map.entry("webex", ContactPointTypes::webex),
            Map.entry("sns", ContactPointTypes::sns),
            Map.entry("jira", ContactPointTypes::jira));

    private ContactPointTypes() {}

    /** @param kind of the integrations, such as {@code slack}, with the settings of each */
    record Integrations(String kind, List<Map<String, Object>> configs) {
        static Integrations one(String kind, Map<String, Object> config) {
            return new Integrations(kind, List.of(config));
        }
    }

    /** The integrations that do the same; empty if the type has no equivalent. */
    static Optional<Integrations> translate(String type, ContactPointSettings settings) {
        return Optional.ofNullable(TYPES.get(type)).map(translation -> translation.apply(settings));
    }

    private static Integrations webhook(ContactPointSettings from) {
        from.expect("httpMethod", "POST");
        var config = new LinkedHashMap<String, Object>();
        from.text("url").ifPresent(url -> config.put("url", url));
        from.text("maxAlerts")
                .filter(text -> !text.equals("0"))
                .ifPresent(max -> config.put("max_alerts", number(max)));
        var http = new LinkedHashMap<String, Object>();
        credentials(from, http, "username", "password", "authorization_credentials");
        from.take("headers").ifPresent(headers -> {
            var values = new LinkedHashMap<String, Object>();
            headers.strings().forEach((name, value) -> values.put(name, Map.of("values", List.of(value))));
            http.put("http_headers", values);
        });
        from.take("tlsConfig").ifPresent(tls -> http.put("tls_config", tls(tls)));
        putIfAny(config, "http_config", http);
        return Integrations.one("webhook", config);
    }

    private static void credentials(
            ContactPointSettings from, Map<String, Object> http, String user, String password, String token) {
        var basic = new LinkedHashMap<String, Object>();
        from.text(user).ifPresent(text -> basic.put("username", text));
        from.text(password).ifPresent(text -> basic.put("password", text));
        putIfAny(http, "basic_auth", basic);
        var scheme = from.text("authorization_scheme").orElse("Bearer");
        from.text(token).ifPresent(text -> http.put("authorization", Map.of("type", scheme, "credentials", text)));
    }

    private static Map<String, Object> tls(YamlValue value) {
        var names = Map.of("caCertificate", "ca", "clientCertificate", "cert", "clientKey", "key");
        var tls = new LinkedHashMap<String, Object>();
        value.entries().forEach((key, setting) -> {
            if (names.containsKey(key)) {
                setting.text().filter(text -> !text.isEmpty()).ifPresent(text -> tls.put(names.get(key), text));
            } else if (key.equals("insecureSkipVerify")) {
                setting.bool().ifPresent(skips -> tls.put("insecure_skip_verify", skips));
            } else {
                setting.problem("'%s' has no equivalent".formatted(setting.path()), "");
            }
        });
        return tls;
    }

    private static Integrations slack(ContactPointSettings from) {
        from.expect("mentionChannel");
        var config = new LinkedHashMap<String, Object>();
        rename(from, config, Map.of("url", "api_url", "token", "app_token", "recipient", "channel"));
        texts(from, config, "username", "icon_emoji", "icon_url");
        templates(from, config, "title", "text", "color", "footer");
        return Integrations.one("slack", config);
    }

    /** Without "single e-mail", each address gets a message of its own. */
    private static Integrations email(ContactPointSettings from) {
        var addresses = Arrays.stream(from.text("addresses").orElse("").split("[;,\n]"))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .toList();
        var isSingle = from.text("singleEmail").filter("true"::equals).isPresent();
        var subject = from.template("subject");
        var message = from.template("message");
        var configs = new ArrayList<Map<String, Object>>();
        for (var to : isSingle ? List.of(String.join(", ", addresses)) : addresses) {
            var config = new LinkedHashMap<String, Object>();
            config.put("to", to);
            subject.ifPresent(text -> config.put("headers", Map.of("Subject", text)));
            message.ifPresent(text -> config.put("text", text));
            configs.add(config);
        }
        return new Integrations("email", configs);
    }

    private static Integrations pagerDuty(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        rename(from, config, Map.of("integrationKey", "routing_key", "summary", "description"));
        texts(from, config, "url");
        templates(from, config, "severity", "class", "component", "group", "source", "client", "client_url");
        from.take("details").ifPresent(details -> config.put("details", details.strings()));
        return Integrations.one("pagerduty", config);
    }

    private static Integrations opsgenie(ContactPointSettings from) {
        from.expect("autoClose", "true");
        from.expect("overridePriority");
        from.expect("sendTagsAs", "tags");
        var config = new LinkedHashMap<String, Object>();
        rename(from, config, Map.of("apiKey", "api_key"));
        from.text("apiUrl").ifPresent(url -> config.put("api_url", url.replaceAll("v2/alerts/?$", "")));
        templates(from, config, "message", "description");
        from.take("responders")
                .ifPresent(responders -> config.put(
                        "responders",
                        responders.items().stream().map(YamlValue::strings).toList()));
        return Integrations.one("opsgenie", config);
    }

    private static Integrations teams(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        rename(from, config, Map.of("url", "webhook_url"));
        templates(from, config, "title");
        from.template("message").ifPresent(text -> config.put("text", text));
        return Integrations.one("msteamsv2", config);
    }

    private static Integrations telegram(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        rename(from, config, Map.of("bottoken", "bot_token"));
        from.text("chatid").ifPresent(id -> config.put("chat_id", number(id)));
        from.text("message_thread_id").ifPresent(id -> config.put("message_thread_id", number(id)));
        from.text("parse_mode").ifPresent(mode -> config.put("parse_mode", mode.equalsIgnoreCase("none") ? "" : mode));
        from.take("disable_notifications")
                .flatMap(YamlValue::bool)
                .ifPresent(quiet -> config.put("disable_notifications", quiet));
        templates(from, config, "message");
        return Integrations.one("telegram", config);
    }

    private static Integrations discord(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        rename(from, config, Map.of("url", "webhook_url"));
        texts(from, config, "avatar_url");
        templates(from, config, "title", "message");
        return Integrations.one("discord", config);
    }

    private static Integrations pushover(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        rename(from, config, Map.of("userKey", "user_key", "apiToken", "token"));
        texts(from, config, "priority", "device", "sound");
        // Seconds.
        from.text("retry").ifPresent(seconds -> config.put("retry", seconds + "s"));
        from.text("expire").ifPresent(seconds -> config.put("expire", seconds + "s"));
        templates(from, config, "title", "message");
        return Integrations.one("pushover", config);
    }

    private static Integrations victorOps(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        from.text("url").ifPresent(url -> {
            var parts = VICTOROPS.matcher(url);
            if (parts.matches()) {
                config.put("api_url", parts.group(1));
                config.put("api_key", parts.group(2));
                config.put("routing_key", parts.group(3));
            } else {
                config.put("api_url", url);
            }
        });
        rename(from, config, Map.of("messageType", "message_type"));
        from.template("title").ifPresent(text -> config.put("entity_display_name", text));
        from.template("description").ifPresent(text -> config.put("state_message", text));
        return Integrations.one("victorops", config);
    }

    private static Integrations webex(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        texts(from, config, "room_id", "api_url");
        templates(from, config, "message");
        from.text("bot_token")
                .ifPresent(token -> config.put("http_config", Map.of("authorization", Map.of("credentials", token))));
        return Integrations.one("webex", config);
    }

    private static Integrations sns(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        texts(from, config, "api_url", "topic_arn", "phone_number", "target_arn");
        templates(from, config, "subject", "message");
        from.take("sigv4").ifPresent(sigv4 -> config.put("sigv4", sigv4.strings()));
        from.take("attributes").ifPresent(attributes -> config.put("attributes", attributes.strings()));
        return Integrations.one("sns", config);
    }

    private static Integrations jira(ContactPointSettings from) {
        var config = new LinkedHashMap<String, Object>();
        texts(from, config, "api_url", "project", "issue_type", "priority", "reopen_transition", "resolve_transition");
        texts(from, config, "wont_fix_resolution", "reopen_duration");
        templates(from, config, "summary", "description");
        from.take("labels").ifPresent(labels -> config.put("labels", labels.texts()));
        from.take("fields").ifPresent(fields -> config.put("fields", fields.toJava()));
        var http = new LinkedHashMap<String, Object>();
        credentials(from, http, "user", "password", "api_token");
        putIfAny(config, "http_config", http);
        return Integrations.one("jira", config);
    }

    private static void rename(ContactPointSettings from, Map<String, Object> config, Map<String, String> names) {
        names.forEach((theirs, ours) -> from.text(theirs).ifPresent(text -> config.put(ours, text)));
    }

    private static void texts(ContactPointSettings from, Map<String, Object> config, String... keys) {
        for (var key : keys) {
            from.text(key).ifPresent(text -> config.put(key, text));
        }
    }

    private static void templates(ContactPointSettings from, Map<String, Object> config, String... keys) {
        for (var key : keys) {
            from.template(key).ifPresent(text -> config.put(key, text));
        }
    }

    private static Object number(String text) {
        return text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
    }

    private static void putIfAny(Map<String, Object> config, String key, Map<String, Object> value) {
        if (!value.isEmpty()) {
            config.put(key, value);
        }
    }
}
