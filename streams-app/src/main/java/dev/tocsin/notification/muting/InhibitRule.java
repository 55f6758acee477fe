package dev.tocsin.notification.muting;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import java.util.List;

/**
 * While an alert fires that one set of matchers matches, those that the other matches are not told.
 *
 * @param equal labels in which both must agree; an absent one is an empty one
 */
public record InhibitRule(String name, List<Matcher> sources, List<Matcher> targets, List<String> equal) {
    /** @throws IllegalArgumentException in Alertmanager's words */
    public InhibitRule {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        equal = List.copyOf(equal);
        for (var label : equal) {
            if (!LabelName.isValid(label)) {
                throw new IllegalArgumentException(
                        "invalid label name %s in equal list".formatted(GoQuote.quote(label)));
            }
        }
    }

    boolean isSource(Labels alert) {
        return sources.stream().allMatch(matcher -> matcher.matches(alert));
    }

    boolean isTarget(Labels alert) {
        return targets.stream().allMatch(matcher -> matcher.matches(alert));
    }

    /** What source and target must have in common. */
    Labels equalLabels(Labels alert) {
        return alert.keep(equal);
    }
}
