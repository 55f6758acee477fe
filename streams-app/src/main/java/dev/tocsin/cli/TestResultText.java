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

/** How people read what a unit test of rules found. */
final class TestResultText {
    private static final String INDENT = "    ";
    private static final String DEEPER = INDENT.repeat(2);

    private TestResultText() {}

    static String of(TestFileResult suite, boolean asDiff) {
        if (suite.isPassed()) {
            return "  SUCCESS";
        }
        var findings = suite.results().stream()
                .filter(verdict -> !verdict.isPassed())
                .flatMap(verdict -> verdict.failures().stream().map(finding -> of(verdict, finding, asDiff)))
                .collect(Collectors.joining("\n\n"));
        return "  FAILED:\n"
                + (suite.error().isEmpty() ? findings : INDENT + suite.error().replace("\n", "\n" + INDENT));
    }

    static String of(TestResult verdict, TestFailure finding, boolean asDiff) {
        var about = INDENT + "name: " + verdict.testGroup().name() + ",\n" + INDENT + finding.subject() + ",";
        if (finding instanceof ExecutionError failed) {
            return about + " err: " + failed.message();
        }
        var differs = (Mismatch) finding;
        return about + "\n" + (asDiff ? ResultDiff.of(differs, DEEPER) : expectedAndGot(differs));
    }

    private static String expectedAndGot(Mismatch differs) {
        return DEEPER + "exp: " + items(differs.expected()) + "\n" + DEEPER + "got: " + items(differs.actual());
    }

    private static String items(List<ResultLine> items) {
        return items.isEmpty()
                ? "nothing"
                : items.stream().map(TestResultText::item).collect(Collectors.joining("\n" + DEEPER + "     "));
    }

    private static String item(ResultLine item) {
        return item.labels() + (item.details().isEmpty() ? "" : " " + String.join(", ", item.details()));
    }

    /** All samples that there were in the end. */
    static String samples(TestResult verdict) {
        return "DEBUG: all samples at the end of test '%s':\n"
                        .formatted(verdict.testGroup().name())
                + verdict.allSeries().stream().map(TestResultText::series).collect(Collectors.joining("\n"));
    }

    private static String series(Series series) {
        return series.labels()
                + " =>"
                + IntStream.range(series.from(), series.to())
                        .mapToObj(i -> "\n  %s @[%d]".formatted(GoFloat.api(series.values()[i]), series.times()[i]))
                        .collect(Collectors.joining());
    }
}
