package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.rules.RuleGroup;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Tests of one file. All use the same rule groups; each has its own samples.
 *
 * @param groups rule groups in evaluation order
 * @param interval time between ticks, for all groups
 * @param fuzzy whether the next larger or smaller float is equal too
 * @param features PromQL features for queries
 */
public record TestFile(
        List<RuleGroup> groups, Duration interval, boolean fuzzy, List<TestGroup> testGroups, Features features) {
    public TestFile {
        groups = List.copyOf(groups);
        testGroups = List.copyOf(testGroups);
        if (interval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "evaluation interval is %s, but must be at least 1 ms".formatted(interval));
        }
    }

    static TestFile of(Duration interval, boolean fuzzy, List<TestGroup> testGroups) {
        return new TestFile(List.of(), interval, fuzzy, testGroups, Features.STABLE);
    }

    public TestFile with(Features features) {
        return new TestFile(groups, interval, fuzzy, testGroups, features);
    }

    /** Adds rule groups. @param order names of groups with a fixed order, which come after all others */
    public TestFile withRuleGroups(List<RuleGroup> groups, List<String> order) {
        var ordered = groups.stream()
                .sorted(Comparator.comparing(group -> order.indexOf(group.name())))
                .toList();
        return new TestFile(ordered, interval, fuzzy, testGroups, features);
    }

    public TestResult run(TestGroup testGroup) {
        return new TestRun(this, testGroup).run();
    }
}
