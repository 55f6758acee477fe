package dev.tocsin.notification.routing;

import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The labels by which a route groups alerts. */
public sealed interface GroupBy {
    GroupBy NONE = new ByLabels(List.of());

    /** The group labels of an alert, without labels that the alert does not have. */
    Labels of(Labels alert);

    /** Groups by all labels: each alert is its own group. */
    record All() implements GroupBy {
        @Override
        public Labels of(Labels alert) {
            return alert;
        }
    }

    /** Groups by some labels. Without labels, all alerts of the route are one group. */
    record ByLabels(List<String> names) implements GroupBy {
        public ByLabels {
            names = List.copyOf(names);
        }

        @Override
        public Labels of(Labels alert) {
            return alert.keep(names);
        }
    }

    /**
     * Parses the list of a configuration; {@code ...} means all labels.
     *
     * @param isName which label names are allowed
     * @throws IllegalArgumentException with all of Alertmanager's messages, one per line
     */
    static GroupBy parse(List<String> list, Predicate<String> isName) {
        var problems = problems(list, isName);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return list.contains("...") ? new All() : new ByLabels(list);
    }

    private static List<String> problems(List<String> list, Predicate<String> isName) {
        var problems = new ArrayList<String>();
        list.stream()
                .filter(name -> !name.equals("...") && !isName.test(name))
                .forEach(name -> problems.add("invalid label name %s in group_by list".formatted(GoQuote.quote(name))));
        if (list.contains("...") && list.size() > 1) {
            problems.add("cannot have wildcard group_by (`...`) and other labels at the same time");
        }
        var seen = new HashSet<String>();
        var duplicates = list.stream().filter(name -> !seen.add(name)).collect(Collectors.toUnmodifiableSet());
        duplicates.forEach(name -> problems.add("duplicated label %s in group_by".formatted(GoQuote.quote(name))));
        return problems;
    }
}
