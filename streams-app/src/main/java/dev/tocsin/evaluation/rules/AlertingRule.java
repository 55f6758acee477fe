package dev.tocsin.evaluation.rules;

import dev.tocsin.templates.functions.RuleTemplate;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule that makes an alert of each element of its expression's result.
 *
 * @param labelTemplates an empty text removes the label
 * @param abnormalResults reactions to results that are empty, that fail, or that lack a series
 */
public record AlertingRule(
        String uid,
        String name,
        RuleExpression expression,
        Duration holdFor,
        Duration keepFiringFor,
        Map<String, RuleTemplate> labelTemplates,
        Map<String, RuleTemplate> annotationTemplates,
        AbnormalResults abnormalResults)
        implements Rule {
    public AlertingRule {
        labelTemplates = Collections.unmodifiableMap(new TreeMap<>(labelTemplates));
        annotationTemplates = Collections.unmodifiableMap(new TreeMap<>(annotationTemplates));
    }

    @Override
    public Map<String, String> labels() {
        return texts(labelTemplates);
    }

    public Map<String, String> annotations() {
        return texts(annotationTemplates);
    }

    /** The part of the uid that an edit of the expression does not change: namespace, group and name. */
    public String uidPrefix() {
        return RuleAlertState.uidPrefix(uid);
    }

    AlertState.HoldDurations holdDurations() {
        return new AlertState.HoldDurations(holdFor, keepFiringFor);
    }

    private static Map<String, String> texts(Map<String, RuleTemplate> templates) {
        var texts = new TreeMap<String, String>();
        templates.forEach((name, template) -> texts.put(name, template.toString()));
        return texts;
    }
}
