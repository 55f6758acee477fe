package dev.tocsin.imports.grafana;

import dev.tocsin.imports.grafana.ConditionTranslator.Condition;
import dev.tocsin.imports.grafana.QueryNode.PrometheusQuery;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.SourceLocation;
import dev.tocsin.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Translates one rule into a rule of a Prometheus rule file. */
final class RuleTranslator {
    static final String FOLDER_LABEL = "grafana_folder";

    private static final List<String> NO_DATA_STATES = List.of("NoData", "OK", "Alerting", "KeepLast");
    private static final List<String> ERROR_STATES = List.of("Error", "OK", "Alerting", "KeepLast");

    private static final List<String> WITHOUT_EFFECT_ON_RECORDS =
            List.of("condition", "noDataState", "execErrState", "for", "annotations", "dashboardUid", "panelId");

    private final GrafanaOptions options;
    private final Function<String, Optional<String>> promqlProblem;
    private final ProblemCollector problems;

    /** @param promqlProblem the reason why a PromQL expression is not valid; empty if it is */
    RuleTranslator(
            GrafanaOptions options, Function<String, Optional<String>> promqlProblem, ProblemCollector problems) {
        this.options = options;
        this.promqlProblem = promqlProblem;
        this.problems = problems;
    }

    /** The rule; without a meaning if there are problems. */
    Map<String, Object> translate(YamlMap rule, String folder) {
        var nodes = new QueryNodeReader(problems).read(rule);
        var record = rule.map("record");
        return record.text("metric", "").isEmpty()
                ? alertingRule(rule, folder, nodes)
                : recordingRule(rule, record, nodes);
    }

    private Map<String, Object> recordingRule(YamlMap rule, YamlMap record, Map<String, QueryNode> nodes) {
        WITHOUT_EFFECT_ON_RECORDS.forEach(rule::get);
        var translated = new LinkedHashMap<String, Object>();
        translated.put("record", record.text("metric", ""));
        new ConditionTranslator(nodes, options.approximate(), problems)
                .value(record.text("from", ""), rule.location())
                .ifPresent(value -> putExpression(translated, value.expr(), rule.location()));
        var labels = rule.strings("labels");
        if (!labels.isEmpty()) {
            translated.put("labels", labels);
        }
        putDataSource(translated, nodes, rule.location());
        return translated;
    }

    private Map<String, Object> alertingRule(YamlMap rule, String folder, Map<String, QueryNode> nodes) {
        var translated = new LinkedHashMap<String, Object>();
        translated.put("alert", rule.text("title", ""));
        var noData = state(rule, "noDataState", "NoData", NO_DATA_STATES);
        var labels = new LinkedHashMap<>(rule.strings("labels"));
        var annotations = annotations(rule);
        var usesValues = usesValues(labels, annotations);
        condition(rule, nodes, noData, usesValues).ifPresent(condition -> {
            putExpression(translated, condition.expr(), rule.locationOf("condition"));
            var templates = new ValueTemplates(condition.inputs());
            labels.replaceAll((name, text) -> template(templates, rule, "labels", name, text));
            annotations.replaceAll((name, text) -> template(templates, rule, "annotations", name, text));
        });
        putDuration(translated, "for", rule, "for");
        putDuration(translated, "keep_firing_for", rule, "keepFiringFor");
        labels.put(FOLDER_LABEL, folder);
        translated.put("labels", labels);
        if (!annotations.isEmpty()) {
            translated.put("annotations", annotations);
        }
        if (!noData.equals("OK") && !usesValues) {
            translated.put("no_data_state", noData);
        }
        // Files without it mean Alerting, although the user interface offers Error first.
        translated.put("exec_err_state", state(rule, "execErrState", "Alerting", ERROR_STATES));
        var missing = rule.integer("missing_series_evals_to_resolve", 0, 0);
        if (missing > 0) {
            translated.put("missing_series_evals_to_resolve", missing);
        }
        putDataSource(translated, nodes, rule.location());
        return translated;
    }

    /**
     * With a state for "no data", a result of 0 means that the condition does not hold, and no result that there are no
     * data. Then the expression has no other value than 0 and 1.
     */
    private Optional<Condition> condition(
            YamlMap rule, Map<String, QueryNode> nodes, String noData, boolean usesValues) {
        var translator = new ConditionTranslator(nodes, options.approximate(), problems);
        var reference = rule.text("condition", "");
        var at = rule.locationOf("condition");
        if (noData.equals("OK")) {
            return translator.condition(reference, at);
        }
        var isTrue = translator.value(reference, at);
        if (!usesValues || isTrue.isEmpty()) {
            return isTrue.map(found -> new Condition(found.expr(), Set.of()));
        }
        if (!options.approximate()) {
            problems.add(
                    rule.locationOf("noDataState"),
                    "labels or annotations have the value of a query, but with noDataState %s the expression is 0 or 1"
                            .formatted(noData),
                    "set noDataState to OK, or allow approximations");
            return Optional.empty();
        }
        problems.warn(
                rule.locationOf("noDataState"),
                "noDataState %s is left out, because labels or annotations have the value of a query".formatted(noData),
                "watch the data with a rule of its own, such as absent(...)");
        return translator.condition(reference, at);
    }

    private static boolean usesValues(Map<String, String> labels, Map<String, String> annotations) {
        return Stream.concat(labels.values().stream(), annotations.values().stream())
                .anyMatch(ValueTemplates::usesValues);
    }

    private String state(YamlMap rule, String key, String defaultState, List<String> states) {
        var state = rule.text(key, "");
        if (!state.isEmpty() && !states.contains(state)) {
            rule.problem(key, "%s is '%s'".formatted(key, state), "it must be " + String.join(", ", states));
        }
        return state.isEmpty() ? defaultState : state;
    }

    private static Map<String, String> annotations(YamlMap rule) {
        var annotations = new LinkedHashMap<>(rule.strings("annotations"));
        var dashboard = rule.text("dashboardUid", rule.text("dasboardUid", ""));
        if (!dashboard.isEmpty()) {
            annotations.putIfAbsent("__dashboardUid__", dashboard);
            annotations.putIfAbsent("__panelId__", rule.text("panelId", ""));
        }
        rule.text("panelId", "");
        return annotations;
    }

    private static String template(ValueTemplates templates, YamlMap rule, String key, String name, String text) {
        try {
            return templates.translate(text);
        } catch (IllegalArgumentException e) {
            rule.problem(key, "%s '%s': %s".formatted(key, name, e.getMessage()), "");
            return text;
        }
    }

    private void putExpression(Map<String, Object> translated, String expr, SourceLocation at) {
        promqlProblem
                .apply(expr)
                .ifPresentOrElse(
                        problem -> problems.add(at, "the expression '%s' is not PromQL: %s".formatted(expr, problem)),
                        () -> translated.put("expr", expr));
    }

    private static void putDuration(Map<String, Object> translated, String name, YamlMap rule, String key) {
        var text = rule.text(key, "");
        if (!text.isEmpty() && !text.matches("0[a-z]*")) {
            translated.put(name, text);
        }
    }

    private void putDataSource(Map<String, Object> translated, Map<String, QueryNode> nodes, SourceLocation at) {
        var uids = new TreeSet<String>();
        nodes.values().stream()
                .filter(PrometheusQuery.class::isInstance)
                .forEach(query -> uids.add(((PrometheusQuery) query).dataSource()));
        if (uids.size() > 1) {
            problems.add(at, "the queries are for several data sources: " + String.join(", ", uids));
            return;
        }
        if (!options.dataSources().isEmpty() && !uids.isEmpty()) {
            var name = options.dataSources().get(uids.first());
            if (name == null) {
                problems.add(
                        at,
                        "the data source '%s' is not mapped".formatted(uids.first()),
                        "add --data-source %1$s=NAME, or %1$s= if its samples are in Tocsin".formatted(uids.first()));
            } else if (!name.isEmpty()) {
                translated.put("data_source", name);
            }
        }
    }
}
