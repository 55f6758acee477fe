package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.rules.RuleGroup;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * The tests of one file: all on the same groups of rules, each on samples of its own.
 *
 * @param groups all of them, in the order in which they are evaluated
 * @param interval how far the ticks of every group are apart, whatever the group says
 * @param fuzzy whether a number that is next to the expected one is as good
 * @param features which parts of the language the queries may use
 */
public record TestFile(
        List<RuleGroup> groups, Duration interval, boolean fuzzy, List<TestGroup> testGroups, Features features) {
    public TestFile {
        groups = List.copyOf(groups);
        testGroups = List.copyOf(testGroups);
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException("ticks %s apart are one tick".formatted(interval));
        }
    }

    /** Without groups, in the stable language. */
    public static TestFile of(Duration interval, boolean fuzzy, List<TestGroup> trials) {
        return new TestFile(List.of(), interval, fuzzy, trials, Features.STABLE);
    }

    /** The same in another language. */
    public TestFile with(Features features) {
        return new TestFile(groups, interval, fuzzy, testGroups, features);
    }

    /** The same with groups. @param order the names of those whose order matters; they come after all others */
    public TestFile withRuleGroups(List<RuleGroup> groups, List<String> order) {
        var ordered = groups.stream()
                .sorted(Comparator.comparing(group -> order.indexOf(group.name())))
                .toList();
        return new TestFile(ordered, interval, fuzzy, testGroups, features);
    }

    public TestResult run(TestGroup trial) {
        return new TestRun(this, trial).run();
    }
}
