package dev.tocsin.notification.silences;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherFormat;
import dev.tocsin.notation.PromDuration;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One rule of a {@link SilencePolicy}.
 *
 * @param who the requesters that the rule applies to
 * @param scope matchers of alerts; a silence is in the scope if it can mute no alert outside of it
 * @param limits of silences; none for a deny rule
 * @param reason for people; may be empty
 */
public record SilenceRule(String name, Action action, Who who, List<Matcher> scope, Limits limits, String reason) {
    /** Tolerance for rounding errors of products such as 0.29 * 100. */
    private static final double ROUNDING = 1e-9;

    public SilenceRule {
        scope = List.copyOf(scope);
    }

    /** The meaning of a rule. */
    public enum Action {
        /** Silences in the scope are allowed, within the limits. */
        ALLOW,
        /** Silences that can mute an alert of the scope are refused. */
        DENY,
        /** Each silence must be in the scope and within the limits. */
        REQUIRE
    }

    /** Names of users, groups and roles. */
    public record Subjects(Set<String> users, Set<String> groups, Set<String> roles) {
        public static final Subjects NONE = new Subjects(Set.of(), Set.of(), Set.of());

        public Subjects {
            users = Set.copyOf(users);
            groups = Set.copyOf(groups);
            roles = Set.copyOf(roles);
        }

        boolean isEmpty() {
            return users.isEmpty() && groups.isEmpty() && roles.isEmpty();
        }

        boolean contains(SilencePolicy.Requester requester) {
            return users.contains(requester.user())
                    || requester.groups().stream().anyMatch(groups::contains)
                    || requester.roles().stream().anyMatch(roles::contains);
        }
    }

    /**
     * The requesters that a rule applies to.
     *
     * @param included empty for everybody
     * @param except requesters that the rule does not apply to, although they are included
     */
    public record Who(Subjects included, Subjects except) {
        public static final Who EVERYBODY = new Who(Subjects.NONE, Subjects.NONE);

        boolean contains(SilencePolicy.Requester requester) {
            return (included.isEmpty() || included.contains(requester)) && !except.contains(requester);
        }
    }

    /**
     * Limits of one silence.
     *
     * @param maxDuration from its start to its end; zero for no limit
     * @param minMatchers labels that must be bound to known values or known prefixes
     * @param forbidRegex whether matchers with regular expressions are refused
     * @param maxShareOfFiring the share of the firing alerts that it may mute; one alert is always allowed, 1 is no limit
     */
    public record Limits(Duration maxDuration, int minMatchers, boolean forbidRegex, double maxShareOfFiring) {
        public static final Limits NONE = new Limits(Duration.ZERO, 0, false, 1);
    }

    boolean concerns(SilencePolicy.Requester requester) {
        return who.contains(requester);
    }

    /** Whether the silence can mute an alert of the scope. */
    boolean touches(Silence silence) {
        return scopeLabels().stream()
                .noneMatch(label -> LabelValues.of(silence.matchers(), label).isDisjoint(LabelValues.of(scope, label)));
    }

    /** The first part of the rule that a silence does not meet, with the allowed values. */
    Optional<String> violation(Silence silence, Supplier<Collection<Labels>> firing) {
        return scopeViolation(silence)
                .or(() -> durationViolation(silence))
                .or(() -> matcherViolation(silence))
                .or(() -> shareViolation(silence, firing));
    }

    Optional<String> scopeViolation(Silence silence) {
        return scopeLabels().stream()
                .filter(label -> !LabelValues.of(silence.matchers(), label).isWithin(LabelValues.of(scope, label)))
                .findFirst()
                .map(label ->
                        "the silence must be limited to %s by an equality or an alternation of allowed values of '%s'"
                                .formatted(scopeText(), label));
    }

    String scopeText() {
        return scope.isEmpty() ? "any labels" : MatcherFormat.format(scope);
    }

    /** The advice for a denied silence. */
    String advice() {
        return scope.isEmpty()
                ? ""
                : ": add a matcher that excludes them, such as "
                        + MatcherFormat.format(LabelValues.opposite(scope.get(0)));
    }

    private Optional<String> durationViolation(Silence silence) {
        var duration = Duration.between(silence.startsAt(), silence.endsAt());
        return limits.maxDuration().isZero() || duration.compareTo(limits.maxDuration()) <= 0
                ? Optional.empty()
                : Optional.of("the silence lasts %s from its start to its end, but at most %s is allowed"
                        .formatted(text(duration), text(limits.maxDuration())));
    }

    private Optional<String> matcherViolation(Silence silence) {
        var regex = silence.matchers().stream()
                .filter(matcher -> matcher.op().isRegex())
                .findFirst();
        if (limits.forbidRegex() && regex.isPresent()) {
            return regex.map(matcher ->
                    "matcher %s is a regular expression, which is not allowed: create one silence for each value"
                            .formatted(MatcherFormat.format(matcher)));
        }
        var pinned = silence.matchers().stream()
                .map(Matcher::name)
                .distinct()
                .filter(label -> LabelValues.of(silence.matchers(), label).isPinned())
                .count();
        return pinned >= limits.minMatchers()
                ? Optional.empty()
                : Optional.of(
                        ("%d label(s) have a matcher for known values or a known prefix, but at least %d are needed;"
                                        + " negative matchers and such as =~\".*\" do not count")
                                .formatted(pinned, limits.minMatchers()));
    }

    private Optional<String> shareViolation(Silence silence, Supplier<Collection<Labels>> firing) {
        if (limits.maxShareOfFiring() >= 1) {
            return Optional.empty();
        }
        var all = firing.get();
        var muted = all.stream().filter(silence::matches).count();
        return muted <= Math.max(1, limits.maxShareOfFiring() * all.size() + ROUNDING)
                ? Optional.empty()
                : Optional.of("the silence mutes %d of the %d alerts that fire now, but at most %s %% are allowed"
                        .formatted(muted, all.size(), percent(limits.maxShareOfFiring())));
    }

    private Set<String> scopeLabels() {
        return scope.stream().map(Matcher::name).collect(Collectors.toCollection(HashSet::new));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g", share * 100).replaceAll("\\.?0+$", "");
    }

    // Whole seconds are enough for people.
    private static String text(Duration duration) {
        return PromDuration.format(
                Duration.ofSeconds(duration.toMillis() % 1000 == 0 ? duration.toSeconds() : duration.toSeconds() + 1));
    }
}
