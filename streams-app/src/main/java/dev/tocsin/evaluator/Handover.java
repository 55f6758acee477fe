package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Gives the notifying half each alert of a group once, and again only when there is something new to say of it. */
final class Handover {
    private final Consumer<List<Alert>> taker;
    private final Map<Fingerprint, Alert> given = new HashMap<>();

    Handover(Consumer<List<Alert>> taker) {
        this.taker = taker;
    }

    void give(Collection<Alert> alerts) {
        var news = alerts.stream().filter(this::isNews).peek(this::remember).toList();
        if (!news.isEmpty()) {
            taker.accept(news);
        }
    }

    private boolean isNews(Alert alert) {
        var before = given.get(alert.fingerprint());
        return before == null
                || !before.startsAt().equals(alert.startsAt())
                || !before.endsAt().equals(alert.endsAt())
                || !before.annotations().equals(alert.annotations());
    }

    private void remember(Alert alert) {
        given.put(alert.fingerprint(), alert);
    }

    /** Forgets what is no longer known, so that it does not pile up. */
    void keepOnly(Collection<Fingerprint> known) {
        given.keySet().retainAll(known);
    }
}
