package dev.tocsin.evaluation.rules.unittest;

import dev.tocsin.evaluation.promql.parser.PromqlParser;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.evaluation.rules.unittest.TestGroup.AlertTestCase;
import dev.tocsin.evaluation.rules.unittest.TestGroup.PromqlTestCase;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a promtool unit test file. Problems are collected by the YAML maps. */
final class RuleTestFileReader {
    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private Duration interval = DEFAULT_INTERVAL;

    RuleTestFile read(YamlMap file) {
        interval = interval(file, "evaluation_interval", DEFAULT_INTERVAL);
        var ruleFiles = texts(file, "rule_files");
        var order = texts(file, "group_eval_order");
        rejectRepeatedGroups(file, order);
        var fuzzy = file.bool("fuzzy_compare", false);
        var tests = new ArrayList<TestGroup>();
        for (var item : file.presentItems("tests")) {
            tests.add(testGroup(item.map(), tests.size()));
        }
        file.rejectUnknownKeys();
        return new RuleTestFile(ruleFiles, order, TestFile.of(interval, fuzzy, tests));
    }

    private static List<String> texts(YamlMap map, String key) {
        return map.get(key).map(YamlValue::texts).orElse(List.of());
    }

    private static Duration interval(YamlMap map, String key, Duration defaultValue) {
        var interval = map.duration(key, defaultValue);
        return interval.isZero() ? defaultValue : interval;
    }

    private static void rejectRepeatedGroups(YamlMap file, List<String> order) {
        var seen = new HashSet<String>();
        order.stream()
                .filter(name -> !seen.add(name))
                .forEach(name -> file.problem(
                        "group_eval_order",
                        "group name repeated in evaluation order: " + name,
                        "name each group once"));
    }

    /** Reads each item of a list. Keys that {@code read} does not read are problems. */
    private static <T> List<T> items(YamlMap map, String key, Function<YamlMap, T> read) {
        return map.presentItems(key).stream()
                .map(YamlValue::map)
                .map(item -> {
                    var value = read.apply(item);
                    item.rejectUnknownKeys();
                    return value;
                })
                .toList();
    }

    private TestGroup testGroup(YamlMap test, int number) {
        var group = new TestGroup(
                test.text("name", "unnamed#" + number),
                interval(test, "interval", interval),
                test.read(
                                "start_timestamp",
                                "a time such as 2026-01-31T00:00:00Z, or seconds since 1970",
                                RuleTestFileReader::time)
                        .orElse(Instant.EPOCH),
                items(test, "input_series", RuleTestFileReader::series).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                items(test, "alert_rule_test", RuleTestFileReader::alertTestCase),
                items(test, "promql_expr_test", RuleTestFileReader::promqlTestCase),
                new Origin(Labels.of(test.strings("external_labels")), url(test)));
        test.rejectUnknownKeys();
        return group;
    }

    private static URI url(YamlMap test) {
        return test.read("external_url", "a URL", URI::create).orElse(URI.create(""));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notRfc3339) {
            return Instant.ofEpochMilli(Math.round(GoFloat.parse(text) * 1000));
        }
    }

    private static Optional<SeriesDescription> series(YamlMap given) {
        var metric = given.get("series");
        var values = given.text("values", "");
        if (metric.isEmpty()) {
            given.problem("series", "%s is missing".formatted(given.childPath("series")), "name the series");
        }
        return metric.flatMap(value ->
                value.read("a series such as up{job=\"a\"}", name -> SeriesDescription.parse(name + " " + values)));
    }

    private static AlertTestCase alertTestCase(YamlMap test) {
        var name = test.text("alertname", "");
        if (name.isEmpty()) {
            test.problem(
                    "alertname",
                    "an item under alert_rule_test misses required attribute alertname",
                    "give the name of the alert");
        }
        return new AlertTestCase(
                test.duration("eval_time", Duration.ZERO),
                name,
                items(test, "exp_alerts", RuleTestFileReader::expectedAlert));
    }

    private static ResultLine expectedAlert(YamlMap alert) {
        return ResultLine.alert(Labels.of(alert.strings("exp_labels")), alert.strings("exp_annotations"));
    }

    private static PromqlTestCase promqlTestCase(YamlMap test) {
        return new PromqlTestCase(
                test.duration("eval_time", Duration.ZERO),
                test.text("expr", ""),
                items(test, "exp_samples", RuleTestFileReader::expectedSample));
    }

    private static ExpectedSample expectedSample(YamlMap sample) {
        var labels = sample.read("labels", "a series such as up{job=\"a\"}", RuleTestFileReader::labels)
                .orElse(Labels.EMPTY);
        var value = sample.read("value", "a number", RuleTestFileReader::number).orElse(0.0);
        var histogram = sample.read(
                "histogram", "a histogram such as {{count:2 sum:3 buckets:[2]}}", ExpectedSample::histogram);
        return new ExpectedSample(labels, value, histogram);
    }

    private static Labels labels(String text) {
        return text.isBlank() || text.strip().matches("\\{\\s*}") ? Labels.EMPTY : PromqlParser.parseMetric(text);
    }

    /** YAML's special numbers start with a dot, such as {@code .inf}. */
    private static double number(String text) {
        return GoFloat.parse(text.replaceFirst("^([+-]?)\\.(?=[iInN])", "$1"));
    }
}
