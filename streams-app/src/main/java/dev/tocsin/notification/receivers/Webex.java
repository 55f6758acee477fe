package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Request;

/** A room of Webex. */
record Webex(Manner manner, String apiUrl, Texts texts) implements OverHttp {
    static final Texts TEXTS = Texts.of("room_id").calling("message", "webex.default.message");
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
