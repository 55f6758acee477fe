package dev.tocsin.imports.grafana;

import dev.tocsin.imports.grafana.QueryNode.ClassicCondition;
import dev.tocsin.imports.grafana.QueryNode.Evaluator;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the queries and expressions of a rule ({@code data}). Kinds that cannot be translated become problems. */
final class QueryNodeReader {
    /** The data source of expressions that Grafana evaluates itself. */
    private static final Set<String> EXPRESSIONS = Set.of("__expr__", "-100");

    private static final int DEFAULT_POINTS = 43_200;

    private final ProblemCollector problems;

    QueryNodeReader(ProblemCollector problems) {
        this.problems = problems;
    }

    /** The nodes by their {@code refId}. */
    Map<String, QueryNode> read(YamlMap rule) {
        var nodes = new LinkedHashMap<String, QueryNode>();
        for (var item : rule.items("data")) {
            var node = item.map();
            nodes.put(node.text("refId", ""), node(item, node));
        }
        return nodes;
    }

    private QueryNode node(YamlValue item, YamlMap node) {
        var source = node.text("datasourceUid", "");
        var model = node.map("model");
        if (EXPRESSIONS.contains(source)) {
            return expression(item, model);
        }
        var kind = model.map("datasource").text("type", "prometheus");
        var expr = model.text("expr", "");
        if (!kind.equals("prometheus") || expr.isEmpty()) {
            return refused(
                    item,
                    "query %s is not a Prometheus query%s"
                            .formatted(node.text("refId", ""), kind.equals("prometheus") ? "" : " but one of " + kind));
        }
        if (model.get("adhocFilters").filter(filters -> !filters.isEmpty()).isPresent()) {
            return refused(item, "ad hoc filters change the query: write them as matchers");
        }
        var range = node.map("relativeTimeRange");
        var from = range.integer("from", 600, 0);
        var to = range.integer("to", 0, 0);
        if (to != 0) {
            return refused(item, "the query ends %d s in the past (relativeTimeRange.to)".formatted(to));
        }
        var step = Math.max(
                model.integer("intervalMs", 1000, 0) / 1000L,
                from / Math.max(1, model.integer("maxDataPoints", DEFAULT_POINTS, 0)));
        var isInstant = model.bool("instant", false) && !model.bool("range", false)
                || node.text("queryType", "").equals("instant");
        return new QueryNode.PrometheusQuery(item.location(), expr, source, isInstant, from, Math.max(1, step));
    }

    private QueryNode expression(YamlValue item, YamlMap model) {
        var type = model.text("type", "");
        return switch (type) {
            case "math" -> new QueryNode.Math(item.location(), model.text("expression", ""));
            case "reduce" -> {
                var settings = model.map("settings");
                yield new QueryNode.Reduce(
                        item.location(),
                        reference(model.text("expression", "")),
                        model.text("reducer", "last"),
                        settings.text("mode", "strict"),
                        settings.get("replaceWithValue")
                                .flatMap(value -> value.read("a number", Double::parseDouble))
                                .map(OptionalDouble::of)
                                .orElse(OptionalDouble.empty()));
            }
            case "threshold" -> threshold(item, model);
            case "classic_conditions" -> classic(item, model);
            default -> refused(item, "expressions of the type '%s' have no equivalent in PromQL".formatted(type));
        };
    }

    private QueryNode threshold(YamlValue item, YamlMap model) {
        var conditions = model.items("conditions");
        if (conditions.size() != 1) {
            return refused(item, "a threshold has one condition, but here are %d".formatted(conditions.size()));
        }
        var condition = conditions.get(0).map();
        var recovery = condition
                .get("unloadEvaluator")
                .filter(value -> !value.isEmpty())
                .map(YamlValue::map);
        return new QueryNode.Threshold(
                item.location(),
                reference(model.text("expression", "")),
                evaluator(condition.map("evaluator")),
                recovery.map(QueryNodeReader::evaluator));
    }

    private static QueryNode classic(YamlValue item, YamlMap model) {
        var conditions = new ArrayList<ClassicCondition>();
        for (var one : model.items("conditions")) {
            var condition = one.map();
            var input = condition.map("query").items("params").stream()
                    .findFirst()
                    .flatMap(YamlValue::text)
                    .orElse("");
            conditions.add(new ClassicCondition(
                    input,
                    condition.map("reducer").text("type", ""),
                    evaluator(condition.map("evaluator")),
                    Set.of("or", "logic-or").contains(condition.map("operator").text("type", "and"))));
        }
        return new QueryNode.ClassicConditions(item.location(), conditions);
    }

    private static Evaluator evaluator(YamlMap map) {
        var parameters = map.items("params").stream()
                .flatMap(value -> value.read("a number", Double::parseDouble).stream())
                .toList();
        return new Evaluator(map.text("type", ""), parameters);
    }

    /** Grafana takes {@code A} and {@code $A}. */
    private static String reference(String text) {
        return text.startsWith("$") ? text.substring(1) : text;
    }

    private QueryNode refused(YamlValue item, String message) {
        problems.add(item.location(), message);
        return new QueryNode.Refused(item.location());
    }
}
