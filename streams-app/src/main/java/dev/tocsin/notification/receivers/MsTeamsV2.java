package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import java.util.List;

/** A channel of Microsoft Teams, by a workflow that posts adaptive cards. */
record MsTeamsV2(Manner manner, Secret webhookUrl, Texts texts) implements OverHttp {
    static final Texts TEXTS =
            Texts.of().calling("title", "msteamsv2.default.title").calling("text", "msteamsv2.default.text");

    @Override
    public String kind() {
        return "msteamsv2";
    }

    @Override
    public Step begin(Telling telling) {
        var title = Json.with("type", "TextBlock")
                .and("text", texts.render("title", telling))
                .and("weight", "Bolder")
                .and("size", "Medium")
                .and("wrap", true)
                .and("style", "heading")
                .and("color", telling.isFiring() ? "Attention" : "Good");
        var text = Json.with("type", "TextBlock")
                .and("text", texts.render("text", telling))
                .and("wrap", true);
        var card = Json.with("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                .and("type", "AdaptiveCard")
                .and("version", "1.2")
                .and("body", List.of(title, text))
                .and("msteams", Json.with("width", "full"));
        var attachment = Json.with("contentType", "application/vnd.microsoft.card.adaptive")
                .and("contentUrl", null)
                .and("content", card);
        var message = Json.with("type", "message").and("attachments", List.of(attachment));
        return Step.once(Request.post(telling.secret(webhookUrl), message, manner.http()), Retrying.SERVER_ERRORS);
    }
}
