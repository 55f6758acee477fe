package dev.tocsin.notification.muting;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notation.GoQuote;
import java.util.List;

/**
 * Mutes target alerts while a source alert with the same values of the {@code equal} labels fires.
 *
 * @param equal labels whose values must be the same in source and target; a missing label counts as empty
 */
public record InhibitRule(String name, List<Matcher> sources, List<Matcher> targets, List<String> equal) {
    /** @throws IllegalArgumentException with Alertmanager's message */
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

    /** The labels that source and target must have in common. */
    Labels equalLabels(Labels alert) {
        return alert.keep(equal);
    }
}
