package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.rules.RuleGroupDraft.ValidationResult;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import dev.tocsin.templates.TemplateSyntaxException;
import dev.tocsin.templates.functions.RuleTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Validates a draft of a group. Reports all problems at once, with Prometheus's messages. */
final class RuleGroupValidator {
    private final RuleGroupDraft draft;
    private final RuleUids uids;
    private final List<RuleProblem> problems = new ArrayList<>();

    RuleGroupValidator(RuleGroupDraft draft) {
        this.draft = draft;
        this.uids = new RuleUids(draft.namespace() + "/" + draft.name());
    }

    ValidationResult validate(Defaults defaults) {
        var groupChecks = new RuleChecks(0, "");
        if (draft.name().isEmpty()) {
            groupChecks.addProblem("name", "Groupname must not be empty");
        }
        groupChecks.checkLabels(draft.labels());
        groupChecks.checkDataSource(draft.dataSource());
        var interval = groupChecks.interval(draft.interval(), defaults.interval());
        var offset = groupChecks.duration("query_offset", draft.queryOffset(), defaults.queryOffset());
        var rules = new ArrayList<Rule>();
        for (var i = 0; i < draft.rules().size(); i++) {
            rule(i + 1, draft.rules().get(i), defaults.features()).ifPresent(rules::add);
        }
        return problems.isEmpty()
                ? new ValidationResult.Valid(new RuleGroup(draft, interval, offset, rules))
                : new ValidationResult.Invalid(List.copyOf(problems));
    }

    private Optional<Rule> rule(int number, RuleDraft rule, Features features) {
        var checks = new RuleChecks(number, rule.name());
        if (!rule.record().isEmpty() && !rule.alert().isEmpty()) {
            checks.addProblem("", "only one of 'record' and 'alert' must be set");
        } else if (rule.name().isEmpty()) {
            checks.addProblem("", "one of 'record' or 'alert' must be set");
        }
        checks.checkLabels(rule.labels());
        checks.checkDataSource(rule.dataSource());
        var expression = checks.expression(rule, features);
        return rule.alert().isEmpty() ? recording(checks, rule, expression) : alerting(checks, rule, expression);
    }

    private Optional<Rule> recording(RuleChecks checks, RuleDraft rule, Optional<RuleExpression> expression) {
        checks.checkAlertingOnly("annotations", !rule.annotations().isEmpty());
        checks.checkAlertingOnly(
                "for", !checks.duration("for", rule.holdFor(), Duration.ZERO).isZero());
        checks.checkAlertingOnly(
                "keep_firing_for",
                !checks.duration("keep_firing_for", rule.keepFiringFor(), Duration.ZERO)
                        .isZero());
        new AbnormalResultsReader(checks::addProblem).requireNone(rule.states());
        if (!rule.record().isEmpty()) {
            checks.checkRecordName(rule.record());
        }
        return expression.map(parsed -> {
            var labels = mergedLabels(rule);
            return new RecordingRule(uids.next(rule.record(), parsed, labels), rule.record(), parsed, labels);
        });
    }

    private Optional<Rule> alerting(RuleChecks checks, RuleDraft rule, Optional<RuleExpression> expression) {
        var holdFor = checks.duration("for", rule.holdFor(), Duration.ZERO);
        var keepFiringFor = checks.duration("keep_firing_for", rule.keepFiringFor(), Duration.ZERO);
        checks.checkAnnotations(rule.annotations());
        var labels = checks.templates("label", mergedLabels(rule));
        var annotations = checks.templates("annotation", rule.annotations());
        var abnormal = new AbnormalResultsReader(checks::addProblem).read(rule.states(), expression);
        return expression.map(parsed -> {
            var uid = uids.next(rule.alert(), parsed, mergedLabels(rule));
            return new AlertingRule(uid, rule.alert(), parsed, holdFor, keepFiringFor, labels, annotations, abnormal);
        });
    }

    private Map<String, String> mergedLabels(RuleDraft rule) {
        var labels = new HashMap<>(draft.labels());
        labels.putAll(rule.labels());
        return labels;
    }

    /** Checks one rule, or the group itself, and collects its problems. */
    private final class RuleChecks {
        private final int rule;
        private final String name;

        RuleChecks(int rule, String name) {
            this.rule = rule;
            this.name = name;
        }

        void addProblem(String field, String what) {
            problems.add(new RuleProblem(draft.name(), rule, name, field, what));
        }

        void checkAlertingOnly(String field, boolean isSet) {
            if (isSet) {
                addProblem(field, "invalid field '%s' in recording rule".formatted(field));
            }
        }

        void checkRecordName(String record) {
            if (record.contains("{") || record.contains("}")) {
                addProblem("record", "braces present in the recording rule name; should it be in expr?: " + record);
            } else if (!LabelName.isValid(record)) {
                addProblem("record", "invalid recording rule name: " + record);
            }
        }

        void checkLabels(Map<String, String> labels) {
            labels.forEach((label, value) -> {
                if (!LabelName.isValid(label) || label.equals(Labels.NAME)) {
                    addProblem("labels." + label, "invalid label name: " + label);
                }
                if (label.length() + value.length() > Limit.LABEL_SET.value()) {
                    var size = label.length() + value.length();
                    addProblem(
                            "labels." + label,
                            "label has %d characters, but the maximum is %d".formatted(size, Limit.LABEL_SET.value()));
                } else if (!LabelName.isUnicode(value)) {
                    addProblem("labels." + label, "invalid label value: " + value);
                }
            });
        }

        void checkAnnotations(Map<String, String> annotations) {
            annotations.keySet().stream()
                    .filter(annotation -> !LabelName.isValid(annotation))
                    .forEach(annotation ->
                            addProblem("annotations." + annotation, "invalid annotation name: " + annotation));
        }

        void checkDataSource(String name) {
            if (!name.isEmpty() && !DataSourceName.isValid(name)) {
                addProblem(
                        "data_source",
                        "data_source is %s, but must be a name of %s"
                                .formatted(GoQuote.quote(name), DataSourceName.FORM));
            }
        }

        /** The query of a data source is not parsed: PromQL has dialects, and SQL has more. */
        Optional<RuleExpression> expression(RuleDraft draftRule, Features features) {
            var text = draftRule.expr();
            var source = draftRule.dataSource().isEmpty() ? draft.dataSource() : draftRule.dataSource();
            if (text.isEmpty()) {
                addProblem("expr", "field 'expr' must be set in rule");
                return Optional.empty();
            }
            if (source.isEmpty()) {
                return promql(text, features);
            }
            if (text.length() > Limit.EXPRESSION_LENGTH.value()) {
                addProblem(
                        "expr",
                        "the query has %d characters, but the maximum is %d"
                                .formatted(text.length(), Limit.EXPRESSION_LENGTH.value()));
            }
            return Optional.of(new RuleExpression.DataSourceQuery(source, text));
        }

        private Optional<RuleExpression> promql(String text, Features features) {
            try {
                return Optional.of(new RuleExpression.OverSamples(PromqlParser.parse(text, features)));
            } catch (PromqlSyntaxException e) {
                addProblem("expr", "could not parse expression: " + e.getMessage());
                return Optional.empty();
            }
        }

        Duration duration(String field, String text, Duration defaultValue) {
            try {
                return text.isEmpty() ? defaultValue : PromDuration.parse(text);
            } catch (IllegalArgumentException e) {
                addProblem(field, "invalid field '%s': %s".formatted(field, e.getMessage()));
                return defaultValue;
            }
        }

        /** An interval of 0 means the default, as in Prometheus. */
        Duration interval(String text, Duration defaultValue) {
            var interval = duration("interval", text, defaultValue);
            return interval.isZero() ? defaultValue : interval;
        }

        Map<String, RuleTemplate> templates(String kind, Map<String, String> texts) {
            var templates = new HashMap<String, RuleTemplate>();
            texts.forEach((key, text) -> {
                try {
                    templates.put(key, RuleTemplate.parse("__alert_" + name, text));
                } catch (TemplateSyntaxException e) {
                    addProblem(kind + "s." + key, "%s %s: %s".formatted(kind, GoQuote.quote(key), e.getMessage()));
                }
            });
            return templates;
        }
    }
}
