package dev.tocsin.evaluator;

import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.SampleColumns;
import dev.tocsin.evaluation.samples.TimeSeries;
import dev.tocsin.kafka.codec.SampleBatch;
import dev.tocsin.labels.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Answers of data sources as samples of a batch in the samples topic. Each answer is one sample with its outcome, and one
 * sample for each element. Labels with reserved names tell the rule and the instance. The parts of a batch that is split
 * into several records are put together again. Used on the reading thread only.
 */
final class AnswerBatch {
    private static final String SOURCE_SUFFIX = " (answers)";
    private static final String RULE = "__tocsin_rule__";
    private static final String INSTANCE = "__tocsin_instance__";
    private static final String RULES = "__tocsin_rules__";
    private static final String FAILED = "__tocsin_failed__";
    private static final String WARNINGS = "__tocsin_warnings__";
    private static final List<String> RESERVED = List.of(RULE, INSTANCE, RULES, FAILED, WARNINGS);
    private static final int MAX_REASON = 1_000;
    private static final int MAX_PARTIAL = 100;

    /** Batches whose records were not all read, by group and instance. */
    private final Map<String, Partial> partial = new TreeMap<>();

    /** Answers that were read, of a group. */
    record Read(String group, GroupAnswers answers) {}

    private record Outcome(int elements, String failed, List<String> warnings) {}

    private static final class Partial {
        private final Instant tick;
        private final Map<String, Outcome> outcomes = new HashMap<>();
        private final Map<String, Map<Labels, Value.Element>> elements = new HashMap<>();
        private int rules = Integer.MAX_VALUE;

        Partial(Instant tick) {
            this.tick = tick;
        }

        boolean isComplete() {
            return outcomes.size() == rules
                    && outcomes.entrySet().stream()
                            .allMatch(outcome -> outcome.getValue().elements()
                                    == elements.getOrDefault(outcome.getKey(), Map.of())
                                            .size());
        }

        GroupAnswers answers(String instance) {
            var answers = new HashMap<String, QueryAnswer>();
            outcomes.forEach((rule, outcome) -> answers.put(
                    rule,
                    outcome.failed().isEmpty()
                            ? new QueryAnswer.Elements(
                                    List.copyOf(elements.getOrDefault(rule, Map.of())
                                            .values()),
                                    outcome.warnings())
                            : new QueryAnswer.Failed(outcome.failed())));
            return new GroupAnswers(tick, instance, answers);
        }
    }

    /** The batch of a group's answers. */
    static SampleBatch of(String group, GroupAnswers answers) {
        var series = new ArrayList<TimeSeries>();
        answers.byRule().forEach((rule, answer) -> add(rule, answer, answers, series));
        return new SampleBatch(series, group + SOURCE_SUFFIX, answers.tick());
    }

    private static void add(String rule, QueryAnswer answer, GroupAnswers answers, List<TimeSeries> series) {
        var time = answers.tick().toEpochMilli();
        var origin = Labels.of(RULE, rule, INSTANCE, answers.instance());
        var outcome = origin.with(RULES, String.valueOf(answers.byRule().size()));
        if (answer instanceof QueryAnswer.Failed failed) {
            series.add(TimeSeries.of(outcome.with(FAILED, shortened(failed.reason())), time, 0));
            return;
        }
        var answered = (QueryAnswer.Elements) answer;
        var warnings = shortened(String.join("\n", answered.warnings()));
        series.add(TimeSeries.of(
                warnings.isEmpty() ? outcome : outcome.with(WARNINGS, warnings),
                time,
                answered.elements().size()));
        for (var element : answered.elements()) {
            var sample = element.histogram()
                    .map(histogram -> Sample.of(time, histogram))
                    .orElseGet(() -> Sample.of(time, element.value()));
            series.add(new TimeSeries(element.labels().with(origin), List.of(sample)));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "...";
    }

    /** Whether the samples of a record are answers. */
    static boolean isAnswer(SampleColumns samples, String source) {
        return source.endsWith(SOURCE_SUFFIX)
                && samples.size() > 0
                && samples.labels(0).has(RULE);
    }

    /** Takes up a record. Returns the answers if it is the last record of a batch. */
    Optional<Read> read(SampleColumns samples, String source) {
        var group = source.substring(0, source.length() - SOURCE_SUFFIX.length());
        var instance = samples.labels(0).get(INSTANCE);
        var tick = Instant.ofEpochMilli(samples.time(0));
        var key = group + "\0" + instance;
        var known = partial.get(key);
        if (known == null || known.tick.isBefore(tick)) {
            known = new Partial(tick);
            partial.put(key, known);
        }
        for (var row = 0; row < samples.size(); row++) {
            if (samples.time(row) == known.tick.toEpochMilli()) {
                add(known, samples.labels(row), samples.sample(row));
            }
        }
        if (known.isComplete()) {
            partial.remove(key);
            return Optional.of(new Read(group, known.answers(instance)));
        }
        if (partial.size() > MAX_PARTIAL) {
            partial.values().removeIf(other -> other.tick.isBefore(tick));
        }
        return Optional.empty();
    }

    private static void add(Partial known, Labels labels, Sample sample) {
        var rule = labels.get(RULE);
        if (labels.has(RULES)) {
            known.rules = Integer.parseInt(labels.get(RULES));
            known.outcomes.put(
                    rule,
                    new Outcome(
                            (int) sample.value(),
                            labels.get(FAILED),
                            labels.get(WARNINGS).lines().toList()));
            return;
        }
        var own = labels.drop(RESERVED);
        var value = sample.isHistogram() ? Double.NaN : sample.value();
        known.elements
                .computeIfAbsent(rule, none -> new HashMap<>())
                .put(own, new Value.Element(own, value, sample.histogramOrEmpty()));
    }
}
