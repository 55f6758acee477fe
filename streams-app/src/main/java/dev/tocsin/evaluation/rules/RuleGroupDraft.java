package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.notation.GoJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A group of rules as written, not validated. Missing fields are empty.
 *
 * @param interval duration in Prometheus's notation
 * @param queryOffset duration in Prometheus's notation
 * @param limit maximum number of alerts or series of a rule; 0 for no limit
 * @param dataSource of the rules that name none; empty for the samples of the instances
 */
public record RuleGroupDraft(
        String namespace,
        String name,
        String interval,
        String queryOffset,
        long limit,
        Map<String, String> labels,
        List<RuleDraft> rules,
        String dataSource) {
    public RuleGroupDraft {
        labels = Map.copyOf(labels);
        rules = List.copyOf(rules);
    }

    /** A group as in Prometheus. */
    public RuleGroupDraft(
            String namespace,
            String name,
            String interval,
            String queryOffset,
            long limit,
            Map<String, String> labels,
            List<RuleDraft> rules) {
        this(namespace, name, interval, queryOffset, limit, labels, rules, "");
    }

    /** The same group under another name. */
    public RuleGroupDraft named(String otherNamespace, String otherName) {
        return new RuleGroupDraft(otherNamespace, otherName, interval, queryOffset, limit, labels, rules, dataSource);
    }

    /** Whether Prometheus's rule files have all fields that are set. */
    public boolean isOfPrometheus() {
        return dataSource.isEmpty() && rules.stream().allMatch(RuleDraft::isOfPrometheus);
    }

    /**
     * Defaults for fields that a group leaves out.
     *
     * @param features PromQL features that its rules may use
     */
    public record Defaults(Duration interval, Duration queryOffset, Features features) {
        public Defaults(Duration interval, Duration queryOffset) {
            this(interval, queryOffset, Features.STABLE);
        }
    }

    /** A valid group, or all problems of the draft. */
    public sealed interface ValidationResult {
        record Valid(RuleGroup group) implements ValidationResult {}

        record Invalid(List<RuleProblem> problems) implements ValidationResult {}
    }

    /** A JSON object without the fields that are empty, for people to compare. */
    public String toJson() {
        return GoJson.value(fields());
    }

    /** The fields that are not empty, by their names in rule files, and the namespace. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("namespace", namespace);
        fields.put("name", name);
        fields.put("interval", interval);
        fields.put("query_offset", queryOffset);
        fields.put("limit", limit == 0 ? "" : limit);
        fields.put("labels", new TreeMap<>(labels));
        fields.put("data_source", dataSource);
        fields.put("rules", rules.stream().map(RuleDraft::fields).toList());
        fields.values().removeIf(value -> value.equals("") || value.equals(Map.of()));
        return fields;
    }

    public ValidationResult validate(Defaults defaults) {
        return new RuleGroupValidator(this).validate(defaults);
    }
}
