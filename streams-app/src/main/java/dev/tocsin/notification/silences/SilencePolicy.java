package dev.tocsin.notification.silences;

import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The rules about silences: which requester may create, change and expire which silences. The order of the rules has no
 * meaning. A silence is refused if a deny rule touches it, if a require rule is not met, or if there are allow rules and
 * none of them admits it. Only the rules that name the requester count, but an allow rule for others makes everything
 * else forbidden.
 */
public record SilencePolicy(List<SilenceRule> rules) {
    /** Without rules, everything is allowed. */
    public static final SilencePolicy NONE = new SilencePolicy(List.of());

    private static final int MAX_EXPLAINED = 5;

    public SilencePolicy {
        rules = List.copyOf(rules);
    }

    /**
     * The user or program that asks for a change.
     *
     * @param user login; empty if it is anonymous
     */
    public record Requester(String user, Set<String> groups, Set<String> roles) {
        public Requester {
            groups = Set.copyOf(groups);
            roles = Set.copyOf(roles);
        }
    }

    /**
     * Decides on a silence to be stored, new or changed.
     *
     * @param before the silence that the request changes or replaces
     * @param firing the labels of all alerts that fire now; asked for only if a rule limits the share of them
     * @return why it is refused and what would be allowed; empty if it is allowed
     */
    public Optional<String> refusal(
            Requester requester, Optional<Silence> before, Silence after, Supplier<Collection<Labels>> firing) {
        // The request ends the former silence, so the requester must be allowed to expire it.
        var given = before.flatMap(silence -> refusalToExpire(requester, silence));
        return given.isPresent() ? given : decide(requester, after, rule -> rule.violation(after, firing), true);
    }

    /** Decides on the end of a silence: the rules about its matchers count, the limits do not. */
    public Optional<String> refusalToExpire(Requester requester, Silence silence) {
        return decide(requester, silence, rule -> rule.scopeViolation(silence), false);
    }

    /** Finds the part of a rule that a silence does not meet. */
    private interface Check {
        Optional<String> violation(SilenceRule rule);
    }

    private Optional<String> decide(Requester requester, Silence silence, Check check, boolean withRequired) {
        for (var rule : rules) {
            if (!rule.concerns(requester)) {
                continue;
            }
            if (rule.action() == SilenceRule.Action.DENY && rule.touches(silence)) {
                return Optional.of(
                        refusal(rule, "no silence may mute alerts with " + rule.scopeText() + rule.advice()));
            }
            if (rule.action() == SilenceRule.Action.REQUIRE && withRequired) {
                var violation = check.violation(rule);
                if (violation.isPresent()) {
                    return Optional.of(refusal(rule, violation.get()));
                }
            }
        }
        return notAllowed(requester, check);
    }

    private Optional<String> notAllowed(Requester requester, Check check) {
        var allowing = rules.stream()
                .filter(rule -> rule.action() == SilenceRule.Action.ALLOW)
                .toList();
        var violations = new ArrayList<String>();
        for (var rule : allowing) {
            if (rule.concerns(requester)) {
                var violation = check.violation(rule);
                if (violation.isEmpty()) {
                    return Optional.empty();
                }
                violations.add("rule '%s': %s".formatted(rule.name(), violation.get()));
            }
        }
        if (allowing.isEmpty()) {
            return Optional.empty();
        }
        if (violations.isEmpty()) {
            return Optional.of("silence policy: no rule allows silences of %s".formatted(name(requester)));
        }
        var shown = violations.stream().limit(MAX_EXPLAINED).collect(Collectors.joining("; or "));
        var rest = violations.size() - MAX_EXPLAINED;
        return Optional.of("silence policy: %s may not do this. %s%s"
                .formatted(name(requester), shown, rest > 0 ? "; or %d more rules".formatted(rest) : ""));
    }

    private static String refusal(SilenceRule rule, String violation) {
        return "silence policy: rule '%s': %s".formatted(rule.name(), violation)
                + (rule.reason().isEmpty() ? "" : " (%s)".formatted(rule.reason()));
    }

    private static String name(Requester requester) {
        return requester.user().isEmpty() ? "an anonymous user" : "user '%s'".formatted(requester.user());
    }
}
