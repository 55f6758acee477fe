package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupEvaluationResult;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.QueryFailedException;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.RuleHealth;
import dev.tocsin.evaluation.rules.unittest.TestGroup.AlertTestCase;
import dev.tocsin.evaluation.rules.unittest.TestGroup.PromqlTestCase;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoQuote;
import dev.tocsin.notation.PromDuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Execution of one test. */
final class TestRun {
    private static final String ALERT_NAME = "alertname";

    private final TestFile testFile;
    private final TestGroup testGroup;
    private final TestStorage storage;
    private final SeriesLoader loader;
    private final Map<String, GroupState> states = new HashMap<>();
    private final List<TestFailure> failures = new ArrayList<>();

    TestRun(TestFile testFile, TestGroup testGroup) {
        this.testFile = testFile;
        this.testGroup = testGroup;
        this.storage = new TestStorage(testGroup.origin(), testFile.interval(), testFile.features());
        this.loader = new SeriesLoader(testGroup);
    }

    TestResult run() {
        // After a failed rule, query results would only reflect that failure.
        if (evaluateTicks()) {
            testGroup.promqlTests().forEach(this::check);
        }
        return new TestResult(testGroup, failures, storage.allSeries());
    }

    /** Evaluates all ticks. Stops at the first failed rule. @return whether all rules succeeded */
    private boolean evaluateTicks() {
        var end = testGroup.end();
        for (var tick = testGroup.start(); !tick.isAfter(end); tick = tick.plus(testFile.interval())) {
            loader.loadUpTo(tick, storage);
            for (var group : testFile.groups()) {
                if (!evaluate(group, tick)) {
                    return false;
                }
            }
            checkAlertsAt(Duration.between(testGroup.start(), tick));
        }
        return true;
    }

    private boolean evaluate(RuleGroup group, Instant tick) {
        var before = states.getOrDefault(group.key(), GroupState.INITIAL);
        var evaluated = GroupEvaluation.evaluate(group, before, tick, storage);
        states.put(group.key(), evaluated.after());
        return checkHealth(evaluated);
    }

    private boolean checkHealth(GroupEvaluationResult evaluated) {
        var rejections = storage.rejections();
        var before = failures.size();
        for (var i = 0; i < evaluated.rules().size(); i++) {
            var rule = evaluated.rules().get(i);
            var health = rule.after().health();
            var error = health.kind() == RuleHealth.Kind.ERR ? health.lastError() : rejections.get(i);
            if (!error.isEmpty()) {
                var subject = "rule: %s, time: %s".formatted(rule.rule().name(), since(evaluated.tick()));
                failures.add(new TestFailure.ExecutionError(subject, error));
            }
        }
        return failures.size() == before;
    }

    private void checkAlertsAt(Duration tick) {
        var next = tick.plus(testFile.interval());
        testGroup.alertTests().stream()
                .filter(testCase ->
                        testCase.at().compareTo(tick) >= 0 && testCase.at().compareTo(next) < 0)
                .sorted(Comparator.comparing(AlertTestCase::at))
                .forEach(this::check);
    }

    private void check(AlertTestCase testCase) {
        var subject = "alertname: %s, time: %s".formatted(testCase.alertName(), PromDuration.format(testCase.at()));
        var expected = testCase.expected().stream()
                .map(item -> new ResultLine(item.labels().with(ALERT_NAME, testCase.alertName()), item.details()))
                .toList();
        var mismatch = new TestFailure.Mismatch(subject, expected, firing(testCase.alertName()));
        if (!mismatch.expected().equals(mismatch.actual())) {
            failures.add(mismatch);
        }
    }

    private List<ResultLine> firing(String alertName) {
        return testFile.groups().stream()
                .flatMap(group -> group.alertingRules().stream()
                        .filter(rule -> rule.name().equals(alertName))
                        .flatMap(rule -> states.get(group.key()).of(rule).alerts().values().stream()))
                .filter(alert -> alert.state().isFiring())
                .map(TestRun::resultLine)
                .toList();
    }

    private static ResultLine resultLine(ActiveAlert alert) {
        return ResultLine.alert(alert.labels(), alert.annotations());
    }

    private void check(PromqlTestCase testCase) {
        var at = testGroup.start().plus(testCase.at());
        var subject = "expr: %s, time: %s".formatted(GoQuote.quote(testCase.expr()), since(at));
        try {
            var actual = storage.query(storage.parse(testCase.expr()), at);
            if (!matchesExpectation(testCase, actual)) {
                failures.add(new TestFailure.Mismatch(subject, expectedLines(testCase), resultLines(actual)));
            }
        } catch (PromqlSyntaxException | QueryFailedException e) {
            failures.add(new TestFailure.ExecutionError(subject, e.getMessage()));
        }
    }

    private boolean matchesExpectation(PromqlTestCase testCase, List<Value.Element> actual) {
        var byLabels = new HashMap<Labels, Value.Element>();
        actual.forEach(element -> byLabels.put(element.labels(), element));
        return testCase.expected().size() == actual.size()
                && testCase.expected().stream().allMatch(sample -> {
                    var value = byLabels.remove(sample.labels());
                    return value != null && sample.matches(value, testFile.fuzzy());
                });
    }

    private static List<ResultLine> expectedLines(PromqlTestCase testCase) {
        return testCase.expected().stream().map(ExpectedSample::toResultLine).toList();
    }

    private static List<ResultLine> resultLines(List<Value.Element> elements) {
        return elements.stream().map(ExpectedSample::resultLine).toList();
    }

    private String since(Instant time) {
        return PromDuration.format(Duration.between(testGroup.start(), time));
    }
}
