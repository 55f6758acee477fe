package dev.tocsin.evaluator;

import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.evaluation.rules.Rule;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the data sources of one group at one tick, and agrees with the other instances on the answers. The preferred instance
 * of the group appends its answers to the samples topic. The others ask at the same time, or with {@code ask: one} only if
 * nothing was appended for the head start. They append theirs if the topic then has none, or has more failures. The first
 * answers without failures in the topic count on all instances. If there are none in time, an instance uses the best ones
 * that it knows. Used on the loop only.
 */
final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    /** A failed answer is used after this many head starts: by then the other instances have appended theirs. */
    private static final int HEAD_STARTS_OF_PATIENCE = 2;

    /** The part of the interval that queries may take, retries included. */
    private static final double QUERY_SHARE = 0.8;

    private final EvaluatorContext context;
    private final DataSourceQueries sources;
    private final RuleGroup group;
    private final List<Rule> rules;
    private final Instant tick;
    private final CompletableFuture<GroupAnswers> result = new CompletableFuture<>();
    private final TreeMap<String, QueryAnswer> own = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();
    private final List<Loop.Alarm> alarms = new ArrayList<>();
    private boolean mayAppend;
    private boolean appended;

    Asking(EvaluatorContext context, RuleGroup group, Instant tick) {
        this.context = context;
        this.sources = context.queries().dataSources();
        this.group = group;
        this.tick = tick;
        this.rules = group.rules().stream()
                .filter(rule -> rule.expression().asksDataSource())
                .toList();
    }

    /** Asks. The result never fails. */
    CompletableFuture<GroupAnswers> start() {
        result.whenComplete((done, error) -> alarms.forEach(Loop.Alarm::cancel));
        decide();
        if (result.isDone()) {
            return result;
        }
        if (!sources.isAsking()) {
            awaitLogged();
            return result;
        }
        mayAppend = context.isPreferred().test(group.key());
        if (!mayAppend) {
            after(context.headStart(), this::headStartEnds);
        }
        rules.stream()
                .filter(rule ->
                        mayAppend || !sources.isAskedByOne(rule.expression().dataSource()))
                .forEach(this::ask);
        return result;
    }

    /**
     * Waits for the answers of the past, which the instances appended after their queries and their waits. Answers without
     * failures are used as soon as they are read.
     */
    private void awaitLogged() {
        var longest = queryLimit().plus(context.headStart().multipliedBy(1L + HEAD_STARTS_OF_PATIENCE));
        after(longest, () -> {
            if (logged().isPresent()) {
                finish();
            }
        });
        after(longest.plus(group.interval()), this::finish);
        finishIfLeftBehind();
    }

    /** Another instance has appended answers. */
    void answersArrived() {
        if (!result.isDone()) {
            decide();
            finishIfLeftBehind();
        }
    }

    /** In a replay, answers to a later tick mean that this tick has none in the stretch. */
    private void finishIfLeftBehind() {
        if (!sources.isAsking() && context.samples().answers().hasLater(group.key(), tick)) {
            finish();
        }
    }

    /** Ends without more answers: the group is being removed. */
    void cancel() {
        finish();
    }

    private void after(Duration delay, Runnable action) {
        alarms.add(context.loop().after(delay, () -> {
            if (!result.isDone()) {
                action.run();
            }
        }));
    }

    private void headStartEnds() {
        mayAppend = true;
        var logged = logged();
        for (var rule : rules) {
            var known = logged.map(answers -> answers.of(rule)).filter(answer -> !answer.isFailed());
            if (!asked.contains(rule.uid()) && known.isPresent()) {
                asked.add(rule.uid());
                own.put(rule.uid(), known.get());
            } else {
                ask(rule);
            }
        }
        answered();
    }

    private void ask(Rule rule) {
        if (asked.add(rule.uid())) {
            var expression = rule.expression();
            var at = tick.minus(group.queryOffset());
            context.loop()
                    .whenDone(
                            sources.ask(expression.dataSource(), expression.text(), at, queryLimit()),
                            (answer, error) -> {
                                own.put(
                                        rule.uid(),
                                        error == null ? answer : new QueryAnswer.Failed(Causes.message(error)));
                                answered();
                            });
        }
    }

    private Duration queryLimit() {
        return Duration.ofMillis((long) (group.interval().toMillis() * QUERY_SHARE));
    }

    /** Appends the answers of this instance once they are complete, if the topic has none that are as good. */
    private void answered() {
        if (result.isDone() || appended || own.size() < rules.size()) {
            return;
        }
        if (!mayAppend) {
            return; // The head start ends first.
        }
        appended = true;
        var answers = ownAnswers();
        if (logged().filter(logged -> logged.failures() <= answers.failures()).isEmpty()) {
            context.loop().whenDone(context.samples().append(AnswerBatch.of(group.key(), answers)), (done, error) -> {
                if (error != null && !result.isDone()) {
                    LOG.atDebug()
                            .addKeyValue("group", group.key())
                            .addKeyValue("reason", Causes.message(error))
                            .log("Answers of data sources could not be shared; this instance uses its own");
                    finish();
                }
            });
        }
        after(context.headStart().multipliedBy(HEAD_STARTS_OF_PATIENCE), this::finish);
    }

    private void decide() {
        logged().filter(answers -> answers.failures() == 0).ifPresent(result::complete);
    }

    private void finish() {
        var answers = ownAnswers();
        result.complete(logged().filter(logged -> !answers.hasAll(rules) || logged.failures() <= answers.failures())
                .orElse(answers));
    }

    private Optional<GroupAnswers> logged() {
        return context.samples().answers().at(group.key(), tick).filter(answers -> answers.hasAll(rules));
    }

    private GroupAnswers ownAnswers() {
        return new GroupAnswers(tick, sources.instance(), own);
    }
}
