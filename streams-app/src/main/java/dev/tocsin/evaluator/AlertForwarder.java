package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gives the notifying half each alert of a group once, and again only when there is something new to say of it. */
final class AlertForwarder {
    private final Consumer<List<Alert>> sink;
    private final Map<Fingerprint, Alert> forwarded = new HashMap<>();

    AlertForwarder(Consumer<List<Alert>> taker) {
        this.sink = taker;
    }

    void forward(Collection<Alert> alerts) {
        var news = alerts.stream().filter(this::isChanged).peek(this::remember).toList();
        if (!news.isEmpty()) {
            sink.accept(news);
        }
    }

    private boolean isChanged(Alert alert) {
        var before = forwarded.get(alert.fingerprint());
        return before == null
                || !before.startsAt().equals(alert.startsAt())
                || !before.endsAt().equals(alert.endsAt())
                || !before.annotations().equals(alert.annotations());
    }

    private void remember(Alert alert) {
        forwarded.put(alert.fingerprint(), alert);
    }

    /** Forgets what is no longer known, so that it does not pile up. */
    void keepOnly(Collection<Fingerprint> known) {
        forwarded.keySet().retainAll(known);
    }
}
