package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Posts to a Mattermost channel through an incoming webhook.
 *
 * @param templateFields of the message, and of its attachment if {@code attachments} is empty
 * @param fields of the attachment if {@code attachments} is empty
 */
record Mattermost(
        IntegrationSettings settings,
        Secret webhookUrl,
        TemplateFields templateFields,
        List<MessageField> fields,
        List<Attachment> attachments,
        Priority priority)
        implements HttpIntegration {
    static final IntegrationKind KIND = IntegrationKind.of("mattermost", Mattermost::read)
            .withGlobals(global -> global.withSecretUrl("mattermost_webhook_url"));

    private static final TemplateFields DEFAULT_FIELDS = TemplateFields.of(
                    "channel",
                    "pretext",
                    "author_name",
                    "author_link",
                    "author_icon",
                    "thumb_url",
                    "footer",
                    "footer_icon",
                    "image_url",
                    "icon_url",
                    "icon_emoji",
                    "type")
            .andDefaultTemplate("username", "mattermost.default.username")
            .andDefaultTemplate("color", "mattermost.default.color")
            .andDefaultTemplate("title", "mattermost.default.title")
            .andDefaultTemplate("title_link", "mattermost.default.titlelink")
            .andDefaultTemplate("text", "mattermost.default.text")
            .andDefaultTemplate("fallback", "mattermost.default.fallback");
    private static final int MAX_TEXT_LENGTH = 16_383;

    public Mattermost {
        fields = List.copyOf(fields);
        attachments = List.copyOf(attachments);
    }

    record Attachment(TemplateFields templateFields, List<MessageField> fields) {
        private static final List<String> BEFORE_FIELDS = List.of(
                "fallback",
                "color",
                "pretext",
                "text",
                "author_name",
                "author_link",
                "author_icon",
                "title",
                "title_link");
        private static final List<String> AFTER_FIELDS = List.of("thumb_url", "footer", "footer_icon", "image_url");

        private static Attachment read(YamlValue item) {
            var map = item.map();
            var templates = new LinkedHashMap<String, String>();
            BEFORE_FIELDS.forEach(name -> templates.put(name, map.text(name, "")));
            AFTER_FIELDS.forEach(name -> templates.put(name, map.text(name, "")));
            var attachment = new Attachment(new TemplateFields(templates), MessageField.readAll(map, "Mattermost"));
            map.rejectUnknownKeys();
            return attachment;
        }

        private JsonObject render(NotificationRenderer renderer) {
            var lenient = new LenientRenderer(renderer);
            return new JsonObject()
                    .andIfNotEmpty(BEFORE_FIELDS, name -> text(name, renderer))
                    .andIfNotEmpty(
                            "fields",
                            fields.stream()
                                    .map(field -> JsonObject.of("title", lenient.render(field.title()))
                                            .and("value", lenient.render(field.value()))
                                            .andIfNotEmpty("short", field.isShort()))
                                    .toList())
                    .andIfNotEmpty(AFTER_FIELDS, name -> text(name, renderer));
        }

        private String text(String name, NotificationRenderer renderer) {
            var text = templateFields.render(name, renderer);
            return name.equals("text") ? Truncate.inRunes(text, MAX_TEXT_LENGTH) : text;
        }
    }

    /** @param level a template; empty for no priority */
    record Priority(String level, boolean requestedAck, boolean persistentNotifications) {
        private static final Set<String> LEVELS = Set.of("urgent", "important", "standard");

        private static Priority read(YamlMap map) {
            return new Priority(
                    map.text("priority", ""),
                    map.bool("requested_ack", false),
                    map.bool("persistent_notifications", false));
        }

        private JsonObject render(NotificationRenderer renderer) {
            if (level.isEmpty()) {
                return new JsonObject();
            }
            var rendered = renderer.renderText(level);
            var known = LEVELS.contains(rendered) ? rendered : "standard";
            return JsonObject.of("priority", known)
                    .andIfNotEmpty("requested_ack", requestedAck && !known.equals("standard"))
                    .andIfNotEmpty("persistent_notifications", persistentNotifications && known.equals("urgent"));
        }
    }

    private static Integration read(IntegrationYaml yaml) {
        var map = yaml.map();
        map.get("webhook_url").ifPresent(IntegrationYaml::checkSecretUrl);
        return new Mattermost(
                yaml.settings(true),
                yaml.secretOrGlobal(
                        "webhook_url",
                        "mattermost_webhook_url",
                        "no global Mattermost webhook URL set either inline or in a file"),
                yaml.templateFields(DEFAULT_FIELDS).and("card", map.map("props").text("card", "")),
                MessageField.readAll(map, "Mattermost"),
                map.items("attachments").stream().map(Attachment::read).toList(),
                Priority.read(map.map("priority")));
    }

    @Override
    public ExchangeStep start(NotificationRenderer renderer) {
        var all = attachments.isEmpty() ? List.of(new Attachment(templateFields, fields)) : attachments;
        var text =
                attachments.isEmpty() ? "" : Truncate.inRunes(templateFields.render("text", renderer), MAX_TEXT_LENGTH);
        var message = new JsonObject()
                .andIfNotEmpty("text", text)
                .andIfNotEmpty(
                        List.of("channel", "username", "icon_url", "icon_emoji"),
                        name -> templateFields.render(name, renderer))
                .andIfNotEmpty(
                        "attachments",
                        all.stream()
                                .map(attachment -> attachment.render(renderer))
                                .toList())
                .andIfNotEmpty("type", templateFields.render("type", renderer))
                .andIfNotEmpty("props", new JsonObject().andIfNotEmpty("card", templateFields.render("card", renderer)))
                .andIfNotEmpty("priority", priority.render(renderer));
        return ExchangeStep.sendOnce(
                WebRequest.post(renderer.readSecret(webhookUrl), message, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
