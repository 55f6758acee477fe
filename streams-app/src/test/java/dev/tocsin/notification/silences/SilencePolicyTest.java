package dev.tocsin.notification.silences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.SilencePolicy.Requester;
import dev.tocsin.notification.silences.SilenceRule.Action;
import dev.tocsin.notification.silences.SilenceRule.Limits;
import dev.tocsin.notification.silences.SilenceRule.Subjects;
import dev.tocsin.notification.silences.SilenceRule.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SilencePolicyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Requester ALICE = new Requester("alice", Set.of("payments"), Set.of("responder"));
    private static final Requester BOB = new Requester("bob", Set.of("network"), Set.of("responder"));
    private static final Requester NOBODY = new Requester("", Set.of(), Set.of("viewer"));

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            team="a" ; team="a" ; yes
            team="a" ; team="b" ; no
            team="a" ; alertname="Down" ; no
            team="a" ; team=~"a" ; yes
            team="a" ; team=~"[a]" ; yes
            team="a" ; team=~"a|a" ; yes
            team="a" ; team=~"a|b" ; no
            team="a" ; team=~"a|b", team!="b" ; yes
            team="a" ; team=~"[ab]" ; no
            team="a" ; team=~"a?" ; no
            team="a" ; team=~".*" ; no
            team="a" ; team=~"a.*" ; no
            team="a" ; team=~"(a)" ; yes
            team="a" ; team!="b" ; no
            team="a" ; team!~"b|c" ; no
            team="a" ; team=~".*", team="a" ; yes
            team="a" ; team="a", env="prod" ; yes
            team=~"a|b" ; team="a" ; yes
            team=~"a|b" ; team=~"b|a" ; yes
            team=~"a|b" ; team=~"[a-c]" ; no
            team=~".+" ; team="a" ; yes
            team=~".+" ; team=~"a|" ; no
            team=~".+" ; env="prod" ; no
            env!="prod" ; env="test" ; yes
            env!="prod" ; env="prod" ; no
            env!="prod" ; env=~"pro[d]" ; no
            env!="prod" ; env=~"pro." ; no
            env!="prod" ; env=~"test.*" ; yes
            env!="prod" ; env!~"prod|live" ; yes
            env!="prod" ; env!~"pro.*" ; yes
            env!="prod" ; env=~".*" ; no
            env!="prod" ; alertname="Down" ; no
            env!="prod" ; env="" ; yes
            instance=~"web-.*" ; instance=~"web-1|web-2" ; yes
            instance=~"web-.*" ; instance=~"web-.*" ; yes
            instance=~"web-.*" ; instance=~"db-.*" ; no
            team="a", env=~"test|dev" ; team="a", env="dev" ; yes
            team="a", env=~"test|dev" ; team="a" ; no
            """)
    void aSilenceIsInAScopeByTheValuesThatItsMatchersCanMatch(String scope, String silence, String allowed) {
        var policy = policy(rule(Action.ALLOW, scope, Limits.NONE));
        assertThat(policy.refusal(ALICE, Optional.empty(), silence(silence), List::of)
                        .isEmpty())
                .as("silence %s in scope %s", silence, scope)
                .isEqualTo(allowed.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            severity="critical" ; severity="critical" ; no
            severity="critical" ; severity=~"critical|x" ; no
            severity="critical" ; severity=~"crit.*" ; no
            severity="critical" ; alertname="Down" ; no
            severity="critical" ; alertname="Down", severity!="critical" ; yes
            severity="critical" ; severity!~"crit.*" ; yes
            severity="critical" ; severity="warning" ; yes
            severity=~"crit.*" ; severity!~"crit.*", team="a" ; yes
            severity=~"crit.*" ; severity=~"warn.*" ; no
            severity=~"crit.*" ; severity=~"warning|info" ; yes
            severity="critical", team="a" ; team="b" ; yes
            severity="critical", team="a" ; alertname="Down" ; no
            """)
    void aDeniedScopeMustBeExcludedByTheMatchers(String scope, String silence, String allowed) {
        var policy = policy(rule(Action.DENY, scope, Limits.NONE));
        assertThat(policy.refusal(ALICE, Optional.empty(), silence(silence), List::of)
                        .isEmpty())
                .as("silence %s, denied %s", silence, scope)
                .isEqualTo(allowed.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a="1" ; 1
            a="1", a!="2" ; 1
            a="" ; 0
            a="1", b=~".*" ; 1
            a="1", b=~".+" ; 1
            a="1", b!="2" ; 1
            a="1", b=~"x|y" ; 2
            a="1", b=~"web-.*" ; 2
            a="1", b=~"web.*|db-.*" ; 2
            a="1", b=~"web.*|d.*" ; 1
            a="1", b=~"[A-Za-z0-9_].*" ; 1
            a="1", b=~"x|" ; 1
            a="1", b=~"(?i)x" ; 1
            """)
    void onlyLabelsBoundToKnownValuesCountAsMatchers(String silence, int counted) {
        for (var least = 0; least < 4; least++) {
            var policy = policy(rule(Action.REQUIRE, "", new Limits(Duration.ZERO, least, false, 1)));
            assertThat(policy.refusal(ALICE, Optional.empty(), silence(silence), List::of)
                            .isEmpty())
                    .as("at least %d of %s", least, silence)
                    .isEqualTo(counted >= least);
        }
    }

    @Test
    void theLongestDurationCountsFromTheStartSoThatExtendingDoesNotGetAroundIt() {
        var policy = policy(rule(Action.REQUIRE, "", new Limits(Duration.ofHours(4), 0, false, 1)));
        var before = silence("a=\"1\"");
        assertThat(policy.refusal(ALICE, Optional.of(before), lasting(before, Duration.ofHours(4)), List::of))
                .isEmpty();
        assertThat(policy.refusal(ALICE, Optional.of(before), lasting(before, Duration.ofMinutes(241)), List::of))
                .contains("silence policy: rule 'rule 1': the silence lasts 4h1m from its start to its end,"
                        + " but at most 4h is allowed");
    }

    @Test
    void theShareOfFiringAlertsIsLimitedAndOneAlertIsAlwaysAllowed() {
        var policy = policy(rule(Action.REQUIRE, "", new Limits(Duration.ZERO, 0, false, 0.3)));
        var firing = IntStream.range(0, 10)
                .mapToObj(i -> Labels.of("alertname", "Down", "host", "h" + i))
                .toList();
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("host=~\"h0|h1|h2\""), () -> firing))
                .isEmpty();
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("host=~\"h[0-3]\""), () -> firing))
                .contains("silence policy: rule 'rule 1': the silence mutes 4 of the 10 alerts that fire now,"
                        + " but at most 30 % are allowed");
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("host=\"h0\""), () -> firing.subList(0, 1)))
                .isEmpty();
    }

    @Test
    void regularExpressionsCanBeForbidden() {
        var policy = policy(rule(Action.REQUIRE, "", new Limits(Duration.ZERO, 0, true, 1)));
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("a=\"1\", b=~\"x\""), List::of))
                .contains("silence policy: rule 'rule 1': matcher b=~\"x\" is a regular expression, which is not"
                        + " allowed: create one silence for each value");
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("a=\"1\", b!=\"x\""), List::of))
                .isEmpty();
    }

    @Test
    void rulesConcernUsersGroupsAndRolesAndWhatOthersMayIsForbiddenToTheRest() {
        var payments = new SilenceRule(
                "payments",
                Action.ALLOW,
                new Who(new Subjects(Set.of(), Set.of("payments"), Set.of()), Subjects.NONE),
                matchers("team=\"payments\""),
                Limits.NONE,
                "");
        var policy = new SilencePolicy(List.of(payments));
        var silence = silence("team=\"payments\"");
        assertThat(policy.refusal(ALICE, Optional.empty(), silence, List::of)).isEmpty();
        assertThat(policy.refusal(BOB, Optional.empty(), silence, List::of))
                .contains("silence policy: no rule allows silences of user 'bob'");
        assertThat(policy.refusal(NOBODY, Optional.empty(), silence, List::of))
                .contains("silence policy: no rule allows silences of an anonymous user");
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("team=\"network\""), List::of))
                .contains("silence policy: user 'alice' may not do this. rule 'payments': the silence must be limited"
                        + " to {team=\"payments\"} by an equality or an alternation of allowed values of 'team'");
    }

    @Test
    void aRuleForEverybodyCanHaveExceptions() {
        var critical = new SilenceRule(
                "critical",
                Action.DENY,
                new Who(Subjects.NONE, new Subjects(Set.of("alice"), Set.of(), Set.of())),
                matchers("severity=\"critical\""),
                Limits.NONE,
                "ask the duty manager");
        var policy = new SilencePolicy(List.of(critical));
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("severity=\"critical\""), List::of))
                .isEmpty();
        assertThat(policy.refusal(BOB, Optional.empty(), silence("severity=\"critical\""), List::of))
                .contains("silence policy: rule 'critical': no silence may mute alerts with {severity=\"critical\"}:"
                        + " add a matcher that excludes them, such as severity!=\"critical\" (ask the duty manager)");
    }

    @Test
    void aSilenceOutsideOfTheScopeCanNeitherBeExpiredNorReplaced() {
        var policy = policy(rule(Action.ALLOW, "team=\"a\"", new Limits(Duration.ofMinutes(1), 3, false, 1)));
        assertThat(policy.refusalToExpire(ALICE, silence("team=\"a\"")))
                .as("limits do not matter")
                .isEmpty();
        assertThat(policy.refusalToExpire(ALICE, silence("team=\"b\""))).isPresent();
        var own = policy(rule(Action.ALLOW, "team=\"a\"", Limits.NONE));
        assertThat(own.refusal(ALICE, Optional.of(silence("team=\"b\"")), silence("team=\"a\""), List::of))
                .isPresent();
    }

    @Test
    void aSilenceThatLacksARequiredMatcherCanBeExpired() {
        var policy = policy(rule(Action.REQUIRE, "team=~\".+\"", Limits.NONE));
        assertThat(policy.refusal(ALICE, Optional.empty(), silence("a=\"1\""), List::of))
                .isPresent();
        assertThat(policy.refusalToExpire(ALICE, silence("a=\"1\""))).isEmpty();
    }

    /** Enumerates all label sets of two labels with short values, and compares the decision with them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsAllowedMutesNothingOutsideOfTheScopeAndFiniteSetsAreDecidedExactly(long seed) {
        var random = new Random(seed);
        var exact = 0;
        for (var round = 0; round < 1000; round++) {
            var scope = randomMatchers(random);
            var matchers = randomMatchers(random);
            var silence = silence(matchers);
            var muted = ALL_LABELS.stream().filter(silence::matches).toList();
            var inside = muted.stream().allMatch(labels -> all(scope, labels));
            var outside = muted.stream().noneMatch(labels -> all(scope, labels));
            var allow = new SilencePolicy(List.of(rule(Action.ALLOW, scope)));
            var deny = new SilencePolicy(List.of(rule(Action.DENY, scope)));
            var isAllowed =
                    allow.refusal(ALICE, Optional.empty(), silence, List::of).isEmpty();
            var isNotDenied =
                    deny.refusal(ALICE, Optional.empty(), silence, List::of).isEmpty();
            var description = "seed %d: silence %s, scope %s".formatted(seed, matchers, scope);
            assertThat(!isAllowed || inside).as("allowed, %s", description).isTrue();
            assertThat(!isNotDenied || outside)
                    .as("not denied, %s", description)
                    .isTrue();
            if (!muted.isEmpty() && isFinite(matchers)) {
                exact++;
                assertThat(isAllowed).as("allowed exactly, %s", description).isEqualTo(inside);
                assertThat(isNotDenied).as("denied exactly, %s", description).isEqualTo(outside);
            }
        }
        assertThat(exact).isGreaterThan(20);
    }

    private static final List<String> VALUES = List.of("", "a", "b", "c", "aa", "ab", "ac", "ba", "bb", "bc", "abc");
    private static final List<Labels> ALL_LABELS = VALUES.stream()
            .flatMap(x -> VALUES.stream().map(y -> Labels.of(Map.of("x", x, "y", y, "alertname", "Down"))))
            .toList();
    private static final List<String> EXPRESSIONS = List.of(
            "a|b",
            "[ab]",
            "a.*",
            ".*",
            ".+",
            "a?",
            "(a|b)c?",
            "ab|ba",
            "[^a]",
            "a+",
            "(?:a|b|)",
            "b.*|a",
            "a{2}",
            "(?i)A");

    private static List<Matcher> randomMatchers(Random random) {
        var matchers = new ArrayList<Matcher>();
        for (var i = 0; i < 1 + random.nextInt(3); i++) {
            var op = Matcher.Op.values()[random.nextInt(4)];
            var values = op.isRegex() ? EXPRESSIONS : VALUES;
            matchers.add(
                    Matcher.alerting(random.nextBoolean() ? "x" : "y", op, values.get(random.nextInt(values.size()))));
        }
        return matchers;
    }

    private static boolean isFinite(List<Matcher> matchers) {
        return List.of("x", "y").stream()
                .allMatch(label -> matchers.stream()
                        .anyMatch(matcher -> matcher.name().equals(label)
                                && matcher.setMatches().isPresent()));
    }

    private static boolean all(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    private static SilencePolicy policy(SilenceRule rule) {
        return new SilencePolicy(List.of(rule));
    }

    private static SilenceRule rule(Action action, String scope, Limits limits) {
        return new SilenceRule("rule 1", action, Who.EVERYBODY, matchers(scope), limits, "");
    }

    private static SilenceRule rule(Action action, List<Matcher> scope) {
        return new SilenceRule("rule 1", action, Who.EVERYBODY, scope, Limits.NONE, "");
    }

    private static Silence silence(String matchers) {
        return silence(matchers(matchers));
    }

    // With a matcher for the name that all alerts have: a silence must not match the empty label set.
    private static Silence silence(List<Matcher> matchers) {
        var all = new ArrayList<>(matchers);
        if (all.stream().allMatch(matcher -> !matcher.op().isNegative() && matcher.matches(""))) {
            all.add(Matcher.alerting("alertname", Matcher.Op.REGEX, ".+"));
        }
        return new Silence("id", all, START, START.plusSeconds(60), START, "alice", "", Map.of());
    }

    private static Silence lasting(Silence silence, Duration duration) {
        return new Silence(silence.id(), silence.matchers(), START, START.plus(duration), START, "alice", "", Map.of());
    }

    private static List<Matcher> matchers(String text) {
        return MatcherParser.FALLBACK.parseList(text);
    }
}
