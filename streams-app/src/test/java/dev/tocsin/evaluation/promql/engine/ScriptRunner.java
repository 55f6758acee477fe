package dev.tocsin.evaluation.promql.engine;

import dev.tocsin.evaluation.promql.DurationException;
import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.PromqlSyntaxException;
import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SeriesStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a script: loads series into a store, evaluates queries and compares the results. */
final class ScriptRunner {
    private static final int MAX_SERIES = 100_000;
    /** Independent of the traits of PromqlFunction, so that a wrong trait fails a script. */
    private static final Set<String> TIME_DEPENDENT = Set.of(
            "days_in_month",
            "day_of_month",
            "day_of_week",
            "day_of_year",
            "hour",
            "minute",
            "month",
            "year",
            "predict_linear",
            "time",
            "timestamp",
            "start",
            "end",
            "step",
            "range");

    /** The outcome of an evaluation: a result, or an error that is not empty. */
    record EvalAnswer(QueryResult result, String error, String query) {
        List<String> warnings() {
            return result.warnings(query);
        }

        List<String> infos() {
            return result.infos(query);
        }
    }

    /** The problems of one evaluation of a script; empty if it passed. */
    record EvalResult(String location, String query, List<String> problems) {
        boolean isPassed() {
            return problems.isEmpty();
        }
    }

    private final Engine engine;
    private SeriesStore store = new SeriesStore(MAX_SERIES);

    ScriptRunner(EngineOptions options) {
        this.engine = new Engine(options);
    }

    static EngineOptions options(boolean delayedNameRemoval) {
        var on = EnumSet.allOf(Feature.class);
        on.remove(Feature.TYPE_AND_UNIT_LABELS);
        if (!delayedNameRemoval) {
            on.remove(Feature.DELAYED_NAME_REMOVAL);
        }
        return new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), 10_000, new Features(on));
    }

    List<EvalResult> run(PromqlScript script) {
        var results = new ArrayList<EvalResult>();
        for (var command : script.commands()) {
            if (command instanceof PromqlScript.Clear) {
                store = new SeriesStore(MAX_SERIES);
            } else if (command instanceof PromqlScript.Load load) {
                load(load);
            } else if (command instanceof PromqlScript.Eval eval) {
                results.add(check(eval));
            }
        }
        return results;
    }

    void load(PromqlScript.Load load) {
        var series = new LinkedHashMap<Object, SeriesDescription>();
        var starts = new HashMap<Object, List<Optional<Long>>>();
        for (var line : load.lines()) {
            var at = line.indexOf("@st");
            if (at > 0 && line.substring(at + 3).matches("\\s.*")) {
                starts.put(
                        SeriesDescription.parse(line.substring(0, at)).labels(),
                        StartTimestampDescription.parse(line.substring(at + 3)));
            } else {
                var description = SeriesDescription.parse(line);
                series.put(description.labels(), description);
            }
        }
        series.values().forEach(one -> load(one, starts.getOrDefault(one.labels(), List.of()), load.step()));
        if (load.withHistograms()) {
            var histograms = new ClassicHistograms();
            series.values().forEach(histograms::add);
            histograms.forEach((labels, byIndex) -> byIndex.forEach(
                    (index, histogram) -> store.append(labels, Sample.of(index * load.step(), histogram))));
        }
    }

    private void load(SeriesDescription series, List<Optional<Long>> starts, long step) {
        for (var i = 0; i < series.values().size(); i++) {
            var time = i * step;
            var start = i < starts.size() ? starts.get(i) : Optional.<Long>empty();
            series.values()
                    .get(i)
                    .ifPresent(item -> store.append(
                            series.labels(),
                            item.toSample(time)
                                    .withStartTimestamp(
                                            start.map(offset -> time + offset).orElse(0L))));
        }
    }

    String text(String literal) {
        return ((Value.Text) answer(PromqlParser.parse(literal, Features.ALL), literal, 0, 0, 0)
                        .result()
                        .value())
                .text();
    }

    EvalAnswer answer(PromqlScript.Eval eval) {
        try {
            var expr = PromqlParser.parse(eval.query(), Features.ALL);
            return answer(expr, eval.query(), eval.start(), eval.end(), eval.step());
        } catch (PromqlSyntaxException e) {
            return new EvalAnswer(null, e.getMessage(), eval.query());
        }
    }

    private EvalAnswer answer(Expr expr, String query, long start, long end, long step) {
        try {
            var result = step == 0 ? engine.instant(store, expr, start) : engine.range(store, expr, start, end, step);
            return new EvalAnswer(result, "", query);
        } catch (EvaluationException | DurationException e) {
            return new EvalAnswer(null, e.getMessage(), query);
        }
    }

    private EvalResult check(PromqlScript.Eval eval) {
        try {
            var expectation = new Expectation(eval);
            var problems = new ArrayList<>(expectation.problems(answer(eval)));
            if (problems.isEmpty() && eval.isInstant() && !expectation.isFailure()) {
                problems.addAll(checkVariants(eval, expectation));
            }
            return new EvalResult(eval.location(), eval.query(), problems);
        } catch (RuntimeException e) {
            return new EvalResult(eval.location(), eval.query(), List.of(e + " at " + e.getStackTrace()[0]));
        }
    }

    private static boolean isTimeDependent(Expr node) {
        return node instanceof Expr.Call call
                && TIME_DEPENDENT.contains(call.function().name());
    }

    /** Repeats an instant query with {@code @} modifiers and in a range query. The results must be the same. */
    private List<String> checkVariants(PromqlScript.Eval eval, Expectation expectation) {
        var problems = new ArrayList<String>();
        var expr = PromqlParser.parse(eval.query(), Features.ALL);
        if (expr.nodes().noneMatch(ScriptRunner::isTimeDependent)) {
            checkPinned(eval, expectation, expr, problems);
        }
        var isSimple = !expectation.isOrdered() && !expectation.isOfText() && !expectation.isRangeVector();
        if (isSimple && !eval.query().matches(".*\\b(start|end|range|step)\\(\\).*")) {
            var minute = 60_000L;
            var answer = answer(expr, eval.query(), eval.start() - minute, eval.start() + minute, minute);
            if (answer.error().isEmpty()) {
                expectation
                        .problemsAt(eval.start(), (Value.Matrix) answer.result().value())
                        .stream()
                        .map(problem -> "in a range: " + problem)
                        .forEach(problems::add);
            } else {
                problems.add("in a range failed: " + answer.error());
            }
        }
        return problems;
    }

    private void checkPinned(PromqlScript.Eval eval, Expectation expectation, Expr expr, List<String> problems) {
        var text = expr.match(new AtModifierRewriter(eval.start())).toString();
        var pinned = PromqlParser.parse(text, Features.ALL);
        var at = eval.start();
        var times = at == 0 ? List.of(-1000L, 0L, 1000L) : List.of(-10 * at, 0L, at / 5, at, 10 * at);
        for (var time : times) {
            expectation.problems(answer(pinned, text, time, time, 0)).stream()
                    .map(problem -> "%s at %d: %s".formatted(text, time, problem))
                    .forEach(problems::add);
        }
    }
}
