package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Secret;
import dev.tocsin.notification.receivers.http.WebRequest;
import java.util.List;
import java.util.Set;

/**
 * A channel of Mattermost, by its webhook.
 *
 * @param texts of the message, and of its one attachment unless there are others
 * @param attachments empty for the one that is made of {@code texts}
 */
record Mattermost(
        IntegrationSettings settings,
        Secret webhookUrl,
        TemplateFields templateFields,
        List<Slack.Field> fields,
        List<Attachment> attachments,
        Priority priority)
        implements HttpIntegration {
    /** What an attachment has. */
    static final List<String> ATTACHMENT_FIELDS = List.of(
            "fallback",
            "color",
            "pretext",
            "text",
            "author_name",
            "author_link",
            "author_icon",
            "title",
            "title_link",
            "thumb_url",
            "footer",
            "footer_icon",
            "image_url");

    private static final int TEMPLATES_BEFORE_FIELDS = ATTACHMENT_FIELDS.indexOf("thumb_url");

    static final TemplateFields DEFAULT_FIELDS = TemplateFields.of(
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
                    "type",
                    "card")
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

    record Attachment(TemplateFields templateFields, List<Slack.Field> fields) {
        private JsonObject render(NotificationRenderer telling) {
            var wording = new LenientRenderer(telling);
            var json = new JsonObject();
            ATTACHMENT_FIELDS
                    .subList(0, TEMPLATES_BEFORE_FIELDS)
                    .forEach(name -> json.andIfNotEmpty(name, text(name, telling)));
            json.andIfNotEmpty(
                    "fields", fields.stream().map(field -> row(field, wording)).toList());
            ATTACHMENT_FIELDS
                    .subList(TEMPLATES_BEFORE_FIELDS, ATTACHMENT_FIELDS.size())
                    .forEach(name -> json.andIfNotEmpty(name, text(name, telling)));
            return json;
        }

        private String text(String name, NotificationRenderer telling) {
            var text = templateFields.render(name, telling);
            return name.equals("text") ? Truncate.inRunes(text, MAX_TEXT_LENGTH) : text;
        }

        private static JsonObject row(Slack.Field field, LenientRenderer wording) {
            return JsonObject.of("title", wording.render(field.title()))
                    .and("value", wording.render(field.value()))
                    .andIfNotEmpty("short", field.isShort());
        }
    }

    /**
     * How loudly it is told.
     *
     * @param level a template; empty for the usual
     */
    record Priority(String level, boolean requestedAck, boolean persistentNotifications) {
        public static final Priority NONE = new Priority("", false, false);
        private static final Set<String> LEVELS = Set.of("urgent", "important", "standard");

        private JsonObject render(NotificationRenderer telling) {
            if (level.isEmpty()) {
                return new JsonObject();
            }
            var rendered = telling.renderText(level);
            var known = LEVELS.contains(rendered) ? rendered : "standard";
            return JsonObject.of("priority", known)
                    .andIfNotEmpty("requested_ack", requestedAck && !known.equals("standard"))
                    .andIfNotEmpty("persistent_notifications", persistentNotifications && known.equals("urgent"));
        }
    }

    @Override
    public String kind() {
        return "mattermost";
    }

    @Override
    public ExchangeStep start(NotificationRenderer telling) {
        var shown = attachments.isEmpty() ? List.of(new Attachment(templateFields, fields)) : attachments;
        var text =
                attachments.isEmpty() ? "" : Truncate.inRunes(templateFields.render("text", telling), MAX_TEXT_LENGTH);
        var message = new JsonObject()
                .andIfNotEmpty("text", text)
                .andIfNotEmpty("channel", templateFields.render("channel", telling))
                .andIfNotEmpty("username", templateFields.render("username", telling))
                .andIfNotEmpty("icon_url", templateFields.render("icon_url", telling))
                .andIfNotEmpty("icon_emoji", templateFields.render("icon_emoji", telling))
                .andIfNotEmpty(
                        "attachments",
                        shown.stream().map(one -> one.render(telling)).toList())
                .andIfNotEmpty("type", templateFields.render("type", telling))
                .andIfNotEmpty("props", new JsonObject().andIfNotEmpty("card", templateFields.render("card", telling)))
                .andIfNotEmpty("priority", priority.render(telling));
        return ExchangeStep.sendOnce(
                WebRequest.post(telling.readSecret(webhookUrl), message, settings.http()), RetryPolicy.SERVER_ERRORS);
    }
}
