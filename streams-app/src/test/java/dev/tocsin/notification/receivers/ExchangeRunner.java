package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.ArrayList;
import java.util.List;

/** What an integration asks, and what it makes of answers that were prepared. */
final class ExchangeRunner {
    private final List<WebRequest> requests = new ArrayList<>();

    /** Once there are no answers left, each question is answered with nothing. */
    DeliveryResult run(HttpIntegration integration, Notification news, String... answers) {
        var left = new ArrayList<>(List.of(answers));
        var step = integration.start(rendererOf(news));
        while (step instanceof ExchangeStep.Send ask) {
            requests.add(ask.request());
            var body = left.isEmpty() ? "" : left.remove(0);
            var type = body.startsWith("{") ? "application/json" : "text/plain";
            step = ask.onResponse().apply(new WebResponse(200, type, body));
        }
        return ((ExchangeStep.Done) step).result();
    }

    static NotificationRenderer rendererOf(Notification news) {
        return new NotificationRenderer(news, TestNotifications.AT, TestNotifications.EMPTY_CONTEXT);
    }

    WebRequest request(int number) {
        return requests.get(number);
    }

    List<String> urls() {
        return requests.stream()
                .map(request -> request.method() + " " + request.url())
                .toList();
    }
}
