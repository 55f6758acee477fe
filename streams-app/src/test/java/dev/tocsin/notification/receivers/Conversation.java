package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.Answer;
import dev.tocsin.notification.receivers.http.Request;
import java.util.ArrayList;
import java.util.List;

/** What an integration asks, and what it makes of answers that were prepared. */
final class Conversation {
    private final List<Request> asked = new ArrayList<>();

    /** Once there are no answers left, each question is answered with nothing. */
    Outcome talk(OverHttp integration, Notification news, String... answers) {
        var left = new ArrayList<>(List.of(answers));
        var step = integration.begin(telling(news));
        while (step instanceof Step.Ask ask) {
            asked.add(ask.request());
            var body = left.isEmpty() ? "" : left.remove(0);
            var type = body.startsWith("{") ? "application/json" : "text/plain";
            step = ask.then().apply(new Answer(200, type, body));
        }
        return ((Step.Over) step).outcome();
    }

    static Telling telling(Notification news) {
        return new Telling(news, Told.AT, Told.NO_WORLD);
    }

    Request asked(int number) {
        return asked.get(number);
    }

    List<String> targets() {
        return asked.stream()
                .map(request -> request.method() + " " + request.url())
                .toList();
    }
}
