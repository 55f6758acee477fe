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

/** One trial being carried out. */
final class TestRun {
    private static final String ALERT_NAME = "alertname";

    private final TestFile testFile;
    private final TestGroup testGroup;
    private final TestStorage storage;
    private final SeriesLoader loader;
    private final Map<String, GroupState> states = new HashMap<>();
    private final List<TestFailure> failures = new ArrayList<>();

    TestRun(TestFile all, TestGroup trial) {
        this.testFile = all;
        this.testGroup = trial;
        this.storage = new TestStorage(trial.origin(), all.interval(), all.features());
        this.loader = new SeriesLoader(trial);
    }

    TestResult run() {
        // What follows a rule that failed would be about the failure, not about the rules.
        if (evaluateTicks()) {
            testGroup.promqlTests().forEach(this::check);
        }
        return new TestResult(testGroup, failures, storage.allSeries());
    }

    /** All ticks, as long as no rule fails. */
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
                var about = "rule: %s, time: %s".formatted(rule.rule().name(), since(evaluated.tick()));
                failures.add(new TestFailure.ExecutionError(about, error));
            }
        }
        return failures.size() == before;
    }

    private void checkAlertsAt(Duration tick) {
        var next = tick.plus(testFile.interval());
        testGroup.alertTests().stream()
                .filter(question ->
                        question.at().compareTo(tick) >= 0 && question.at().compareTo(next) < 0)
                .sorted(Comparator.comparing(AlertTestCase::at))
                .forEach(this::check);
    }

    private void check(AlertTestCase question) {
        var about = "alertname: %s, time: %s".formatted(question.alertName(), PromDuration.format(question.at()));
        var expected = question.expected().stream()
                .map(item -> new ResultLine(item.labels().with(ALERT_NAME, question.alertName()), item.details()))
                .toList();
        var differs = new TestFailure.Mismatch(about, expected, firing(question.alertName()));
        if (!differs.expected().equals(differs.actual())) {
            failures.add(differs);
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

    private void check(PromqlTestCase question) {
        var at = testGroup.start().plus(question.at());
        var about = "expr: %s, time: %s".formatted(GoQuote.quote(question.expr()), since(at));
        try {
            var got = storage.query(storage.parse(question.expr()), at);
            if (!matchesExpectation(question, got)) {
                failures.add(new TestFailure.Mismatch(about, expectedLines(question), resultLines(got)));
            }
        } catch (PromqlSyntaxException | QueryFailedException e) {
            failures.add(new TestFailure.ExecutionError(about, e.getMessage()));
        }
    }

    private boolean matchesExpectation(PromqlTestCase question, List<Value.Element> got) {
        var byLabels = new HashMap<Labels, Value.Element>();
        got.forEach(element -> byLabels.put(element.labels(), element));
        return question.expected().size() == got.size()
                && question.expected().stream().allMatch(sample -> {
                    var value = byLabels.remove(sample.labels());
                    return value != null && sample.matches(value, testFile.fuzzy());
                });
    }

    private static List<ResultLine> expectedLines(PromqlTestCase question) {
        return question.expected().stream().map(ExpectedSample::toResultLine).toList();
    }

    private static List<ResultLine> resultLines(List<Value.Element> elements) {
        return elements.stream().map(ExpectedSample::resultLine).toList();
    }

    private String since(Instant time) {
        return PromDuration.format(Duration.between(testGroup.start(), time));
    }
}
