package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import java.util.List;
import java.util.Set;

/**
 * A channel of Mattermost, by its webhook.
 *
 * @param texts of the message, and of its one attachment unless there are others
 * @param attachments empty for the one that is made of {@code texts}
 */
record Mattermost(
        Manner manner,
        Secret webhookUrl,
        Texts texts,
        List<Slack.Field> fields,
        List<Attachment> attachments,
        Priority priority)
        implements OverHttp {
    /** What an attachment has. */
    static final List<String> OF_ATTACHMENT = List.of(
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

    private static final int BEFORE_FIELDS = OF_ATTACHMENT.indexOf("thumb_url");

    static final Texts TEXTS = Texts.of(
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
            .calling("username", "mattermost.default.username")
            .calling("color", "mattermost.default.color")
            .calling("title", "mattermost.default.title")
            .calling("title_link", "mattermost.default.titlelink")
            .calling("text", "mattermost.default.text")
            .calling("fallback", "mattermost.default.fallback");
    private static final int LONGEST_TEXT = 16_383;

    public Mattermost {
        fields = List.copyOf(fields);
        attachments = List.copyOf(attachments);
    }

    record Attachment(Texts texts, List<Slack.Field> fields) {
        private Json render(Telling telling) {
            var wording = new Wording(telling);
            var json = new Json();
            OF_ATTACHMENT.subList(0, BEFORE_FIELDS).forEach(name -> json.andIfAny(name, text(name, telling)));
            json.andIfAny(
                    "fields", fields.stream().map(field -> row(field, wording)).toList());
            OF_ATTACHMENT
                    .subList(BEFORE_FIELDS, OF_ATTACHMENT.size())
                    .forEach(name -> json.andIfAny(name, text(name, telling)));
            return json;
        }

        private String text(String name, Telling telling) {
            var text = texts.render(name, telling);
            return name.equals("text") ? Cut.toRunes(text, LONGEST_TEXT) : text;
        }

        private static Json row(Slack.Field field, Wording wording) {
            return Json.with("title", wording.of(field.title()))
                    .and("value", wording.of(field.value()))
                    .andIfAny("short", field.isShort());
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

        private Json render(Telling telling) {
            if (level.isEmpty()) {
                return new Json();
            }
            var rendered = telling.text(level);
            var known = LEVELS.contains(rendered) ? rendered : "standard";
            return Json.with("priority", known)
                    .andIfAny("requested_ack", requestedAck && !known.equals("standard"))
                    .andIfAny("persistent_notifications", persistentNotifications && known.equals("urgent"));
        }
    }

    @Override
    public String kind() {
        return "mattermost";
    }

    @Override
    public Step begin(Telling telling) {
        var shown = attachments.isEmpty() ? List.of(new Attachment(texts, fields)) : attachments;
        var text = attachments.isEmpty() ? "" : Cut.toRunes(texts.render("text", telling), LONGEST_TEXT);
        var message = new Json()
                .andIfAny("text", text)
                .andIfAny("channel", texts.render("channel", telling))
                .andIfAny("username", texts.render("username", telling))
                .andIfAny("icon_url", texts.render("icon_url", telling))
                .andIfAny("icon_emoji", texts.render("icon_emoji", telling))
                .andIfAny(
                        "attachments",
                        shown.stream().map(one -> one.render(telling)).toList())
                .andIfAny("type", texts.render("type", telling))
                .andIfAny("props", new Json().andIfAny("card", texts.render("card", telling)))
                .andIfAny("priority", priority.render(telling));
        return Step.once(Request.post(telling.secret(webhookUrl), message, manner.http()), Retrying.SERVER_ERRORS);
    }
}
