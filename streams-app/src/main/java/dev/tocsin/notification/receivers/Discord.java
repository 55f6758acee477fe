package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import java.util.List;

/** A channel of Discord, by its webhook. */
record Discord(Manner manner, Secret webhookUrl, Texts texts) implements OverHttp {
    static final Texts TEXTS = Texts.of("username", "avatar_url")
            .calling("content", "discord.default.content")
            .calling("title", "discord.default.title")
            .calling("message", "discord.default.message");
    private static final int RED = 0x992D22;
    private static final int GREEN = 0x2ECC71;
    private static final int LONGEST_CONTENT = 2_000;
    private static final int LONGEST_TITLE = 256;
    private static final int LONGEST_DESCRIPTION = 4_096;

    @Override
    public String kind() {
        return "discord";
    }

    @Override
    public Step begin(Telling telling) {
        var embed = Json.with("title", Cut.toRunes(texts.render("title", telling), LONGEST_TITLE))
                .and("description", Cut.toRunes(texts.render("message", telling), LONGEST_DESCRIPTION))
                .and("color", telling.isFiring() ? RED : GREEN);
        var body = Json.with("content", Cut.toRunes(texts.render("content", telling), LONGEST_CONTENT))
                .and("embeds", List.of(embed))
                .andIfAny("username", texts.render("username", telling))
                .andIfAny("avatar_url", texts.render("avatar_url", telling));
        return Step.once(Request.post(telling.secret(webhookUrl), body, manner.http()), Retrying.SERVER_ERRORS);
    }
}
