package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.rules.ActiveAlert;
import dev.tocsin.evaluation.rules.Element;
import dev.tocsin.evaluation.rules.GroupEvaluated;
import dev.tocsin.evaluation.rules.GroupEvaluation;
import dev.tocsin.evaluation.rules.GroupState;
import dev.tocsin.evaluation.rules.Health;
import dev.tocsin.evaluation.rules.QueryFailedException;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.evaluation.rules.unittest.Trial.AlertQuestion;
import dev.tocsin.evaluation.rules.unittest.Trial.QueryQuestion;
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
final class Proceedings {
    private static final String ALERT_NAME = "alertname";

    private final Trials all;
    private final Trial trial;
    private final Bench bench;
    private final Feed feed;
    private final Map<String, GroupState> states = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Proceedings(Trials all, Trial trial) {
        this.all = all;
        this.trial = trial;
        this.bench = new Bench(trial.origin(), all.interval(), all.features());
        this.feed = new Feed(trial);
    }

    Verdict judge() {
        // What follows a rule that failed would be about the failure, not about the rules.
        if (passTime()) {
            trial.queries().forEach(this::ask);
        }
        return new Verdict(trial, findings, bench.data());
    }

    /** All ticks, as long as no rule fails. */
    private boolean passTime() {
        var end = trial.end();
        for (var tick = trial.start(); !tick.isAfter(end); tick = tick.plus(all.interval())) {
            feed.upTo(tick, bench);
            for (var group : all.groups()) {
                if (!evaluate(group, tick)) {
                    return false;
                }
            }
            askAboutAlerts(Duration.between(trial.start(), tick));
        }
        return true;
    }

    private boolean evaluate(RuleGroup group, Instant tick) {
        var before = states.getOrDefault(group.key(), GroupState.FRESH);
        var evaluated = GroupEvaluation.evaluate(group, before, tick, bench);
        states.put(group.key(), evaluated.after());
        return isWell(evaluated);
    }

    private boolean isWell(GroupEvaluated evaluated) {
        var rejections = bench.rejections();
        var before = findings.size();
        for (var i = 0; i < evaluated.rules().size(); i++) {
            var rule = evaluated.rules().get(i);
            var health = rule.after().health();
            var error = health.kind() == Health.Kind.ERR ? health.lastError() : rejections.get(i);
            if (!error.isEmpty()) {
                var about = "rule: %s, time: %s".formatted(rule.rule().name(), since(evaluated.tick()));
                findings.add(new Finding.Failed(about, error));
            }
        }
        return findings.size() == before;
    }

    private void askAboutAlerts(Duration tick) {
        var next = tick.plus(all.interval());
        trial.alerts().stream()
                .filter(question ->
                        question.at().compareTo(tick) >= 0 && question.at().compareTo(next) < 0)
                .sorted(Comparator.comparing(AlertQuestion::at))
                .forEach(this::ask);
    }

    private void ask(AlertQuestion question) {
        var about = "alertname: %s, time: %s".formatted(question.alertName(), PromDuration.format(question.at()));
        var expected = question.expected().stream()
                .map(item -> new Item(item.labels().with(ALERT_NAME, question.alertName()), item.details()))
                .toList();
        var differs = new Finding.Differs(about, expected, firing(question.alertName()));
        if (!differs.expected().equals(differs.got())) {
            findings.add(differs);
        }
    }

    private List<Item> firing(String alertName) {
        return all.groups().stream()
                .flatMap(group -> group.alertingRules().stream()
                        .filter(rule -> rule.name().equals(alertName))
                        .flatMap(rule -> states.get(group.key()).of(rule).alerts().values().stream()))
                .filter(alert -> alert.state().isFiring())
                .map(Proceedings::item)
                .toList();
    }

    private static Item item(ActiveAlert alert) {
        return Item.alert(alert.labels(), alert.annotations());
    }

    private void ask(QueryQuestion question) {
        var at = trial.start().plus(question.at());
        var about = "expr: %s, time: %s".formatted(GoQuote.quote(question.expr()), since(at));
        try {
            var got = bench.query(bench.parse(question.expr()), at);
            if (!isAsExpected(question, got)) {
                findings.add(new Finding.Differs(about, expected(question), got(got)));
            }
        } catch (PromqlSyntaxException | QueryFailedException e) {
            findings.add(new Finding.Failed(about, e.getMessage()));
        }
    }

    private boolean isAsExpected(QueryQuestion question, List<Element> got) {
        var byLabels = new HashMap<Labels, Element>();
        got.forEach(element -> byLabels.put(element.labels(), element));
        return question.expected().size() == got.size()
                && question.expected().stream().allMatch(sample -> {
                    var value = byLabels.remove(sample.labels());
                    return value != null && sample.isMetBy(value, all.fuzzy());
                });
    }

    private static List<Item> expected(QueryQuestion question) {
        return question.expected().stream().map(ExpectedSample::toItem).toList();
    }

    private static List<Item> got(List<Element> elements) {
        return elements.stream().map(ExpectedSample::item).toList();
    }

    private String since(Instant time) {
        return PromDuration.format(Duration.between(trial.start(), time));
    }
}
