package dev.tocsin.notification.routing;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Utf8Order;
import java.util.Comparator;

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
        for (var i = 0; i < a.size(); i++) {
            var names = Utf8Order.COMPARATOR.compare(a.nameAt(i), b.nameAt(i));
            if (names != 0) {
                // The set without the smaller name has the empty value there, which sorts first.
                return -names;
            }
            var values = Utf8Order.COMPARATOR.compare(a.valueAt(i), b.valueAt(i));
            if (values != 0) {
                return values;
            }
        }
        return 0;
    }
}
