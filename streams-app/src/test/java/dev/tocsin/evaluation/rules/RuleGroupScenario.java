package dev.tocsin.evaluation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.notation.PromDuration;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Evaluates a group tick by tick with given query results, and checks its alerts, transitions and samples. */
final class RuleGroupScenario implements RuleEvaluationContext {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private RuleGroup group;
    private GroupState state = GroupState.INITIAL;
    private GroupEvaluationResult last;
    private List<Value.Element> result = List.of();
    private String failure = "";
    private Instant queriedAt = START;
    private final List<RecordedSample> recorded = new ArrayList<>();

    RuleGroupScenario(RuleDraft... rules) {
        this(TestRuleGroups.group(rules));
    }

    RuleGroupScenario(RuleGroup group) {
        this.group = group;
    }

    static Instant time(String sinceStart) {
        return START.plus(PromDuration.parse(sinceStart));
    }

    /** Evaluates the group. Every expression returns one element for each instance. */
    RuleGroupScenario at(String time, String... instances) {
        return gives(time, Stream.of(instances).map(RuleGroupScenario::element).toList());
    }

    RuleGroupScenario gives(String time, List<Value.Element> elements) {
        result = elements;
        last = GroupEvaluation.evaluate(group, state, time(time), this);
        state = last.after();
        return this;
    }

    RuleGroupScenario fails(String time, String why) {
        failure = why;
        at(time);
        failure = "";
        return this;
    }

    /** {@code a=3} is instance a with the value 3. The default value is 1. */
    static Value.Element element(String text) {
        var parts = text.split("=");
        var labels = Labels.of(Labels.NAME, "load", "instance", parts[0]);
        return new Value.Element(labels, parts.length > 1 ? GoFloat.parse(parts[1]) : 1);
    }

    RuleGroupScenario edit(RuleDraft... rules) {
        var before = group;
        group = TestRuleGroups.group(rules);
        state = state.transferTo(before, group, last.tick()).state();
        return this;
    }

    RuleGroup group() {
        return group;
    }

    RuleGroupScenario restart() {
        state = GroupState.restore(group, persisted());
        return this;
    }

    List<RuleAlertState> persisted() {
        return state.rules().entrySet().stream()
                .flatMap(rule -> rule.getValue().alerts().values().stream()
                        .map(alert -> new RuleAlertState(rule.getKey(), "", Instant.EPOCH, alert)))
                .toList();
    }

    /** Expects alerts such as {@code a FIRING}. */
    RuleGroupScenario expect(String... alerts) {
        var states = alerts().stream()
                .map(alert ->
                        alert.labels().get("instance") + " " + alert.state().kind());
        assertThat(states).containsExactlyInAnyOrder(alerts);
        return this;
    }

    /** Expects transitions of the last evaluation, such as {@code a PENDING>FIRING}. */
    RuleGroupScenario expectTransitions(String... transitions) {
        var made = last.transitions().stream()
                .map(transition -> transition.after().labels().get("instance") + " "
                        + transition.before().kind() + ">"
                        + transition.after().state().kind());
        assertThat(made).containsExactlyInAnyOrder(transitions);
        return this;
    }

    /** Expects samples of the last evaluation, {@code name{labels} value}, in order. */
    RuleGroupScenario expectRecorded(String... samples) {
        var written = last.recorded().stream()
                .map(sample -> sample.labels().metricName()
                        + sample.labels().drop(Set.of(Labels.NAME))
                        + " "
                        + (sample.isStaleMarker()
                                ? "end"
                                : GoFloat.general(sample.sample().value())));
        assertThat(written.collect(Collectors.toList())).containsExactly(samples);
        return this;
    }

    RuleGroupScenario expectHealth(RuleHealth.Kind kind, String error) {
        assertThat(last.rules().get(0).after().health()).isEqualTo(new RuleHealth(kind, error));
        return this;
    }

    List<ActiveAlert> alerts() {
        return state.rules().values().stream()
                .flatMap(rule -> rule.alerts().values().stream())
                .toList();
    }

    ActiveAlert alert() {
        assertThat(alerts()).hasSize(1);
        return alerts().get(0);
    }

    GroupEvaluationResult last() {
        return last;
    }

    GroupState state() {
        return state;
    }

    Duration queriedBefore(String time) {
        return Duration.between(queriedAt, time(time));
    }

    @Override
    public Expr parse(String text) {
        return PromqlParser.parse(text);
    }

    @Override
    public List<Value.Element> query(Expr expr, Instant at) {
        queriedAt = at;
        if (!failure.isEmpty()) {
            throw new QueryFailedException(failure);
        }
        var name = expr.toString().replace("\"", "");
        var seen = recorded.stream()
                .filter(sample -> sample.labels().metricName().equals(name)
                        && sample.sample().time() == at.toEpochMilli());
        var elements = seen.map(sample ->
                        new Value.Element(sample.labels(), sample.sample().value()))
                .toList();
        return elements.isEmpty() ? result : elements;
    }

    /** The data source gives what an expression over samples would. */
    @Override
    public List<Value.Element> answer(Rule rule) {
        if (!failure.isEmpty()) {
            throw new QueryFailedException(failure);
        }
        return result;
    }

    @Override
    public String append(List<RecordedSample> samples) {
        recorded.addAll(samples);
        return "";
    }

    @Override
    public Origin origin() {
        return new Origin(Labels.of("cluster", "c1"), URI.create("http://tocsin.example.org"));
    }
}
