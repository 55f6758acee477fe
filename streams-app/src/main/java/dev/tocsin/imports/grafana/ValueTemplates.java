package dev.tocsin.imports.grafana;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Labels and annotations of a rule. Grafana's templates have the values of all queries; Tocsin's, as Prometheus's, have the
 * value of the expression.
 *
 * @param inputs the queries whose values the expression has
 */
record ValueTemplates(Set<String> inputs) {
    private static final Pattern VALUE =
            Pattern.compile("(\\$values|\\$?\\.Values)\\.([A-Za-z0-9_]+)(\\.Value)?(\\.Labels)?");
    private static final Pattern WHOLE_VALUE = Pattern.compile("\\$value\\b|(?<![\\w$])\\.Value\\b");
    private static final Pattern GRAFANA_ONLY = Pattern.compile(
            "\\b(graphLink|tableLink|deduplicateLabels|filterLabels|filterLabelsRe|removeLabels|removeLabelsRe|mergeLabelValues)\\b"
                    + "|\\$values\\b(?!\\.)|\\bindex \\$values");

    /** Whether a text uses values of queries. */
    static boolean usesValues(String text) {
        return VALUE.matcher(text).find();
    }

    /** The text for Tocsin. @throws IllegalArgumentException with the reason if it has no equivalent */
    String translate(String text) {
        var foreign = GRAFANA_ONLY.matcher(text);
        if (foreign.find()) {
            throw new IllegalArgumentException("'%s' has no equivalent".formatted(foreign.group()));
        }
        if (WHOLE_VALUE.matcher(VALUE.matcher(text).replaceAll("")).find()) {
            throw new IllegalArgumentException(
                    "Grafana's $value is a text with all queries: name one, such as $values.B.Value");
        }
        return VALUE.matcher(text).replaceAll(found -> {
            if (Optional.ofNullable(found.group(4)).isPresent()) {
                throw new IllegalArgumentException("'%s' has no equivalent: use $labels".formatted(found.group()));
            }
            if (!inputs.contains(found.group(2))) {
                throw new IllegalArgumentException(
                        "'%s' is not the value of the condition, which is the only one that Tocsin has"
                                .formatted(found.group()));
            }
            return "\\$value";
        });
    }
}
