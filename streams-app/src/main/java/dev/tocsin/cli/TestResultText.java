package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.ResultLine;
import dev.tocsin.evaluation.rules.unittest.TestFailure;
import dev.tocsin.evaluation.rules.unittest.TestFailure.ExecutionError;
import dev.tocsin.evaluation.rules.unittest.TestFailure.Mismatch;
import dev.tocsin.evaluation.rules.unittest.TestResult;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.notation.GoFloat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats the results of rule unit tests, as promtool does. */
final class TestResultText {
    private static final String INDENT = "    ";
    private static final String DEEPER = INDENT.repeat(2);

    private TestResultText() {}

    static String of(TestFileResult suite, boolean asDiff) {
        if (suite.isPassed()) {
            return "  SUCCESS";
        }
        var failures = suite.results().stream()
                .filter(result -> !result.isPassed())
                .flatMap(result -> result.failures().stream().map(failure -> of(result, failure, asDiff)))
                .collect(Collectors.joining("\n\n"));
        return "  FAILED:\n"
                + (suite.error().isEmpty() ? failures : INDENT + suite.error().replace("\n", "\n" + INDENT));
    }

    static String of(TestResult result, TestFailure failure, boolean asDiff) {
        var header = INDENT + "name: " + result.testGroup().name() + ",\n" + INDENT + failure.subject() + ",";
        if (failure instanceof ExecutionError error) {
            return header + " err: " + error.message();
        }
        var mismatch = (Mismatch) failure;
        return header + "\n" + (asDiff ? ResultDiff.of(mismatch, DEEPER) : expectedAndGot(mismatch));
    }

    private static String expectedAndGot(Mismatch mismatch) {
        return DEEPER + "exp: " + items(mismatch.expected()) + "\n" + DEEPER + "got: " + items(mismatch.actual());
    }

    private static String items(List<ResultLine> items) {
        return items.isEmpty()
                ? "nothing"
                : items.stream().map(TestResultText::item).collect(Collectors.joining("\n" + DEEPER + "     "));
    }

    private static String item(ResultLine item) {
        return item.labels() + (item.details().isEmpty() ? "" : " " + String.join(", ", item.details()));
    }

    /** All samples at the end of the test. */
    static String samples(TestResult result) {
        return "DEBUG: all samples at the end of test '%s':\n"
                        .formatted(result.testGroup().name())
                + result.allSeries().stream().map(TestResultText::series).collect(Collectors.joining("\n"));
    }

    private static String series(Series series) {
        return series.labels()
                + " =>"
                + IntStream.range(series.from(), series.to())
                        .mapToObj(i -> "\n  %s @[%d]".formatted(GoFloat.api(series.values()[i]), series.times()[i]))
                        .collect(Collectors.joining());
    }
}
