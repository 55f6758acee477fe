package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.templates.Templates;
import dev.tocsin.templates.functions.Notification;
import dev.tocsin.templates.functions.NotifiedAlerts;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The labels of a route, as of one flush.
 *
 * @param failures why a label could not be written, by its name
 */
public record RouteLabels(Labels labels, Map<String, String> failures) {
    static final RouteLabels NONE = new RouteLabels(Labels.EMPTY, Map.of());

    private static final Pattern SIGN_OF_REGEX = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");
    private static final String REASON_IS_NOT_KNOWN_YET = "unknown";

    public RouteLabels {
        failures = Map.copyOf(failures);
    }

    /** @param externalUrl where people find this cluster */
    public static RouteLabels of(Flush flush, Templates templates, String externalUrl) {
        var texts = flush.route().options().labels();
        if (texts.isEmpty()) {
            return NONE;
        }
        var writing = new Writing(texts, templates, spokenOf(flush, externalUrl), flush.at());
        var written = new TreeMap<String, String>();
        var failures = new TreeMap<String, String>();
        for (var name : texts.keySet()) {
            try {
                written.put(name, writing.label(name));
            } catch (LabelFailedException e) {
                failures.put(name, e.getMessage());
            }
        }
        return new RouteLabels(Labels.of(written), failures);
    }

    private static Notification spokenOf(Flush flush, String externalUrl) {
        return Notification.of(
                SIGN_OF_REGEX.matcher(flush.receiver()).replaceAll("\\\\$0"),
                NotifiedAlerts.of(flush.alerts(), flush.at()),
                REASON_IS_NOT_KNOWN_YET,
                flush.groupLabels(),
                Labels.EMPTY,
                externalUrl);
    }
}
