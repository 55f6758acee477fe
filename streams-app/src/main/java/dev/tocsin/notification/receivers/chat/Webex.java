package dev.tocsin.notification.receivers.chat;

import dev.tocsin.notification.receivers.Manner;
import dev.tocsin.notification.receivers.OverHttp;
import dev.tocsin.notification.receivers.Retrying;
import dev.tocsin.notification.receivers.Step;
import dev.tocsin.notification.receivers.web.Request;
import dev.tocsin.notification.receivers.words.Cut;
import dev.tocsin.notification.receivers.words.Json;
import dev.tocsin.notification.receivers.words.Telling;
import dev.tocsin.notification.receivers.words.Texts;

/** A room of Webex. */
public record Webex(Manner manner, String apiUrl, Texts texts) implements OverHttp {
    public static final Texts TEXTS = Texts.of("room_id").calling("message", "webex.default.message");
    private static final int MOST_BYTES = 7_439;

    @Override
    public String kind() {
        return "webex";
    }

    @Override
    public Step begin(Telling telling) {
        var message = Json.with("markdown", Cut.toBytes(texts.render("message", telling), MOST_BYTES))
                .andIfAny("roomId", texts.render("room_id", telling));
        return Step.once(Request.post(apiUrl, message, manner.http()), Retrying.SERVER_ERRORS);
    }
}
