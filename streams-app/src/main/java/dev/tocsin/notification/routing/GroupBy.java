package dev.tocsin.notification.routing;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** By which labels a route puts alerts into groups. */
public sealed interface GroupBy {
    GroupBy NONE = new ByLabels(List.of());

    /** The labels that an alert shares with its group. A label that the alert lacks is not among them. */
    Labels of(Labels alert);

    /** Every label: each alert is a group of its own. */
    record All() implements GroupBy {
        @Override
        public Labels of(Labels alert) {
            return alert;
        }
    }

    /** By some labels, or by none: then all alerts of the route are one group. */
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
     * Reads the list as it stands in a configuration; {@code ...} means every label.
     *
     * @param isName which names labels may have
     * @throws IllegalArgumentException in Alertmanager's words, with everything that is wrong, a line each
     */
    static GroupBy parse(List<String> list, Predicate<String> isName) {
        var problems = problems(list, isName);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        return list.contains("...") ? new All() : new ByLabels(list);
    }

    /** The same, where labels may have any name. */
    static GroupBy parse(List<String> list) {
        return parse(list, LabelName::isValid);
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
        var twice = list.stream().filter(name -> !seen.add(name)).collect(Collectors.toUnmodifiableSet());
        twice.forEach(name -> problems.add("duplicated label %s in group_by".formatted(GoQuote.quote(name))));
        return problems;
    }
}
