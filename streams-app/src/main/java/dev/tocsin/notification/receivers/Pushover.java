package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Form;
import dev.tocsin.notification.receivers.http.Request;
import dev.tocsin.notification.receivers.http.Secret;
import java.time.Duration;
import java.util.Map;

/**
 * The phones of somebody, by Pushover.
 *
 * @param retry after which an emergency is repeated that nobody has seen, until it expires
 * @param ttl after which the message goes by itself; zero for never
 */
record Pushover(
        Manner manner,
        Secret userKey,
        Secret token,
        Texts texts,
        Duration retry,
        Duration expire,
        Duration ttl,
        boolean html,
        boolean monospace)
        implements OverHttp {
    static final Texts TEXTS = Texts.of("url_title", "device", "sound")
            .calling("title", "pushover.default.title")
            .calling("message", "pushover.default.message")
            .calling("url", "pushover.default.url")
            .and("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}");
    private static final String API = "https://api.pushover.net/1/messages.json";
    private static final int LONGEST_TITLE = 250;
    private static final int LONGEST_MESSAGE = 1_024;
    private static final int LONGEST_URL = 512;

    @Override
    public String kind() {
        return "pushover";
    }

    @Override
    public Step begin(Telling telling) {
        var form = new Form()
                .and("token", telling.text(telling.secret(token)))
                .and("user", telling.text(telling.secret(userKey)))
                .and("title", Cut.toRunes(texts.render("title", telling), LONGEST_TITLE))
                .and("message", message(telling))
                .and("url", Cut.toRunes(texts.render("url", telling), LONGEST_URL))
                .and("url_title", texts.render("url_title", telling))
                .and("priority", texts.render("priority", telling))
                .and("retry", Long.toString(retry.toSeconds()))
                .and("expire", Long.toString(expire.toSeconds()))
                .andIfAny("device", texts.render("device", telling))
                .and("sound", texts.render("sound", telling))
                .andIfAny("ttl", ttl.toSeconds() > 0 ? Long.toString(ttl.toSeconds()) : "")
                .andIfAny("html", html ? "1" : "")
                .andIfAny("monospace", monospace ? "1" : "");
        var request = new Request("POST", API + "?" + form, Map.of("Content-Type", "text/plain"), "", manner.http());
        return Step.once(request, Retrying.SERVER_ERRORS);
    }

    private String message(Telling telling) {
        var template = texts.template("message");
        var text = html ? telling.html(template) : telling.text(template);
        var cut = Cut.toRunes(text, LONGEST_MESSAGE).strip();
        return cut.isEmpty() ? "(no details)" : cut;
    }
}
