package dev.tocsin.notification.receivers;

import dev.tocsin.notification.receivers.http.WebRequest;
import dev.tocsin.notification.receivers.http.WebResponse;
import java.util.ArrayList;
import java.util.List;

/** Runs an integration with prepared responses and records its requests. */
final class ExchangeRunner {
    private final List<WebRequest> requests = new ArrayList<>();

    /** @param answers bodies of the responses; later responses have empty bodies */
    DeliveryResult run(HttpIntegration integration, Notification notification, String... answers) {
        var left = new ArrayList<>(List.of(answers));
        var step = integration.start(rendererOf(notification));
        while (step instanceof ExchangeStep.Send ask) {
            requests.add(ask.request());
            var body = left.isEmpty() ? "" : left.remove(0);
            var type = body.startsWith("{") ? "application/json" : "text/plain";
            step = ask.onResponse().apply(new WebResponse(200, type, body));
        }
        return ((ExchangeStep.Done) step).result();
    }

    static NotificationRenderer rendererOf(Notification notification) {
        return new NotificationRenderer(notification, TestNotifications.AT, TestNotifications.EMPTY_CONTEXT);
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
