package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Utf8Order;
import java.util.Comparator;
import java.util.TreeSet;

/** Alertmanager's sort orders of alerts and label sets. */
public final class AlertOrder {
    /** Smaller label sets first; sets of the same size by the first name or value that differs. */
    public static final Comparator<Labels> OF_LABELS = AlertOrder::compare;

    /** The order of alerts in notifications and group listings: by job, by instance, then by all labels. */
    static final Comparator<Alert> OF_ALERTS = Comparator.comparing(
            Alert::labels, by("job").thenComparing(by("instance")).thenComparing(OF_LABELS));

    private AlertOrder() {}

    private static Comparator<Labels> by(String name) {
        return Comparator.comparing((Labels labels) -> !labels.has(name))
                .thenComparing(labels -> labels.get(name), Utf8Order.COMPARATOR);
    }

    private static int compare(Labels a, Labels b) {
        if (a.size() != b.size()) {
            return a.size() - b.size();
        }
        var names = new TreeSet<>(Utf8Order.COMPARATOR);
        names.addAll(a.names());
        names.addAll(b.names());
        for (var name : names) {
            // A missing label has the empty value, which sorts first.
            var order = Utf8Order.COMPARATOR.compare(a.get(name), b.get(name));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
