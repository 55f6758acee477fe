package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;

/** A channel of Microsoft Teams, by a connector of the old kind. */
record MsTeams(Manner manner, Secret webhookUrl, Texts texts) implements OverHttp {
    static final Texts TEXTS = Texts.of()
            .calling("title", "msteams.default.title")
            .calling("summary", "msteams.default.summary")
            .calling("text", "msteams.default.text");
    private static final String RED = "8C1A1A";
    private static final String GREEN = "2DC72D";

    @Override
    public String kind() {
        return "msteams";
    }

    @Override
    public Step begin(Telling telling) {
        var card = Json.with("@context", "http://schema.org/extensions")
                .and("type", "MessageCard")
                .and("title", texts.render("title", telling))
                .and("summary", texts.render("summary", telling))
                .and("text", texts.render("text", telling))
                .and("themeColor", telling.isFiring() ? RED : GREEN);
        return Step.once(Request.post(telling.secret(webhookUrl), card, manner.http()), Retrying.SERVER_ERRORS);
    }
}
