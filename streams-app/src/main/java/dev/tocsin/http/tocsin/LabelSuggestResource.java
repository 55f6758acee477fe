package dev.tocsin.http.tocsin;

import dev.tocsin.alerts.Alert;
import dev.tocsin.history.AlertEvent;
import dev.tocsin.labels.Labels;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** {@code GET /labels/suggest}: names of labels, or values of one label, of alerts: of those that fire first, then of earlier ones. */
record LabelSuggestResource(TocsinContext context) {
    private static final int MAX = 100;

    private record NamesView(List<String> names) {}

    private record ValueView(String value, int count) {}

    private record ValuesView(List<ValueView> values) {}

    void get(Context request) {
        var parameters = new TocsinParameters(request, context.matchers());
        var name = parameters.text("name");
        var prefix = parameters.text("prefix").toLowerCase(Locale.ROOT);
        TaggedAnswer.send(request, name.isEmpty() ? names(prefix) : values(name, prefix));
    }

    private NamesView names(String prefix) {
        var names = new LinkedHashSet<String>();
        var current = new TreeSet<String>();
        firing().forEach(labels -> current.addAll(labels.names()));
        names.addAll(current);
        var earlier = new TreeSet<String>();
        earlier().forEach(labels -> earlier.addAll(labels.names()));
        names.addAll(earlier);
        return new NamesView(names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(prefix))
                .limit(MAX)
                .toList());
    }

    private ValuesView values(String name, String prefix) {
        var values = new ArrayList<ValueView>();
        var counts = counts(firing(), name, prefix);
        addTo(values, counts);
        var earlier = counts(earlier(), name, prefix);
        earlier.keySet().removeAll(counts.keySet());
        earlier.replaceAll((value, count) -> 0);
        addTo(values, earlier);
        return new ValuesView(values.subList(0, Math.min(values.size(), MAX)));
    }

    private static Map<String, Integer> counts(Iterable<Labels> all, String name, String prefix) {
        var counts = new HashMap<String, Integer>();
        for (var labels : all) {
            var value = labels.get(name);
            if (!value.isEmpty() && value.toLowerCase(Locale.ROOT).startsWith(prefix)) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        return counts;
    }

    private static void addTo(List<ValueView> values, Map<String, Integer> counts) {
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new ValueView(entry.getKey(), entry.getValue()))
                .forEach(values::add);
    }

    private List<Labels> firing() {
        var now = context.notifier().logTime();
        return context.notifier().alerts().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .map(Alert::labels)
                .toList();
    }

    private HashSet<Labels> earlier() {
        var earlier = new HashSet<Labels>();
        context.recorded().alerts(Instant.EPOCH, Instant.MAX).stream()
                .map(AlertEvent::labels)
                .forEach(earlier::add);
        return earlier;
    }
}
