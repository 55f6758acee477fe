package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.rules.RuleGroupDraft.Defaults;
import dev.tocsin.evaluation.rules.RuleGroupDraft.ValidationResult;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.LabelSizeLimit;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import dev.tocsin.templates.functions.RuleTemplate;
import dev.tocsin.templates.parser.TemplateSyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks through a draft of a group for all that is wrong with it, in Prometheus's words. */
final class RuleGroupValidator {
    private final RuleGroupDraft draft;
    private final RuleUids uids;
    private final List<RuleProblem> problems = new ArrayList<>();

    RuleGroupValidator(RuleGroupDraft draft) {
        this.draft = draft;
        this.uids = new RuleUids(draft.namespace() + "/" + draft.name());
    }

    ValidationResult validate(Defaults defaults) {
        var ofGroup = new RuleChecks(0, "");
        if (draft.name().isEmpty()) {
            ofGroup.addProblem("name", "Groupname must not be empty");
        }
        if (draft.limit() < 0) {
            ofGroup.addProblem("limit", "invalid limit: %d".formatted(draft.limit()));
        }
        ofGroup.checkLabels(draft.labels());
        var interval = ofGroup.interval(draft.interval(), defaults.interval());
        var offset = ofGroup.duration("query_offset", draft.queryOffset(), defaults.queryOffset());
        var rules = new ArrayList<Rule>();
        for (var i = 0; i < draft.rules().size(); i++) {
            rule(i + 1, draft.rules().get(i), defaults.features()).ifPresent(rules::add);
        }
        return problems.isEmpty()
                ? new ValidationResult.Valid(new RuleGroup(draft, interval, offset, rules))
                : new ValidationResult.Invalid(List.copyOf(problems));
    }

    private Optional<Rule> rule(int number, RuleDraft rule, Features features) {
        var finder = new RuleChecks(number, rule.name());
        if (!rule.record().isEmpty() && !rule.alert().isEmpty()) {
            finder.addProblem("", "only one of 'record' and 'alert' must be set");
        } else if (rule.name().isEmpty()) {
            finder.addProblem("", "one of 'record' or 'alert' must be set");
        }
        finder.checkLabels(rule.labels());
        var expr = finder.expr(rule.expr(), features);
        return rule.alert().isEmpty() ? recording(finder, rule, expr) : alerting(finder, rule, expr);
    }

    private Optional<Rule> recording(RuleChecks finder, RuleDraft rule, Optional<Expr> expr) {
        finder.checkAlertingOnly("annotations", !rule.annotations().isEmpty());
        finder.checkAlertingOnly(
                "for", !finder.duration("for", rule.holdFor(), Duration.ZERO).isZero());
        finder.checkAlertingOnly(
                "keep_firing_for",
                !finder.duration("keep_firing_for", rule.keepFiringFor(), Duration.ZERO)
                        .isZero());
        if (!rule.record().isEmpty()) {
            finder.checkRecordName(rule.record());
        }
        return expr.map(parsed -> {
            var labels = merged(rule);
            return new RecordingRule(uids.next(rule.record(), parsed, labels), rule.record(), parsed, labels);
        });
    }

    private Optional<Rule> alerting(RuleChecks finder, RuleDraft rule, Optional<Expr> expr) {
        var holdFor = finder.duration("for", rule.holdFor(), Duration.ZERO);
        var keepFiringFor = finder.duration("keep_firing_for", rule.keepFiringFor(), Duration.ZERO);
        finder.checkAnnotations(rule.annotations());
        var labels = finder.templates("label", merged(rule));
        var annotations = finder.templates("annotation", rule.annotations());
        return expr.map(parsed -> {
            var uid = uids.next(rule.alert(), parsed, merged(rule));
            return new AlertingRule(uid, rule.alert(), parsed, holdFor, keepFiringFor, labels, annotations);
        });
    }

    private Map<String, String> merged(RuleDraft rule) {
        var labels = new HashMap<>(draft.labels());
        labels.putAll(rule.labels());
        return labels;
    }

    /** Remembers what is wrong with one rule, or with the group itself. */
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
                if (label.length() + value.length() > LabelSizeLimit.MAX_CHARACTERS) {
                    var size = label.length() + value.length();
                    addProblem(
                            "labels." + label,
                            "label of %d characters, but at most %d are taken"
                                    .formatted(size, LabelSizeLimit.MAX_CHARACTERS));
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

        Optional<Expr> expr(String text, Features features) {
            if (text.isEmpty()) {
                addProblem("expr", "field 'expr' must be set in rule");
                return Optional.empty();
            }
            try {
                return Optional.of(PromqlParser.parse(text, features));
            } catch (PromqlSyntaxException e) {
                addProblem("expr", "could not parse expression: " + e.getMessage());
                return Optional.empty();
            }
        }

        Duration duration(String field, String text, Duration otherwise) {
            try {
                return text.isEmpty() ? otherwise : PromDuration.parse(text);
            } catch (IllegalArgumentException e) {
                addProblem(field, "invalid field '%s': %s".formatted(field, e.getMessage()));
                return otherwise;
            }
        }

        /** As in Prometheus, an interval of nothing is the default. */
        Duration interval(String text, Duration otherwise) {
            var interval = duration("interval", text, otherwise);
            return interval.isZero() ? otherwise : interval;
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
