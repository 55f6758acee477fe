package dev.tocsin.evaluation.promql.engine;

import com.google.re2j.Pattern;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.evaluation.rules.unittest.TestValue;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The expected result of an evaluation in a script. */
final class Expectation {
    /** An expected annotation or error: by its exact text, by a regular expression, or with any text. */
    private record ExpectedAnnotation(String kind, String how, String text) {
        boolean fits(String actual) {
            return switch (how) {
                case "msg" -> actual.equals(text);
                case "regex" -> Pattern.compile(text).matcher(actual).find();
                default -> true;
            };
        }
    }

    private static final java.util.regex.Pattern EXPECT = java.util.regex.Pattern.compile(
            "expect\\s+(fail|warn|info|no_warn|no_info|ordered)(?:\\s+(msg|regex):\\s*(.*))?");
    private static final java.util.regex.Pattern RANGE = java.util.regex.Pattern.compile(
            "expect\\s+range\\s+vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");

    private final PromqlScript.Eval eval;
    private final List<ExpectedAnnotation> annotations = new ArrayList<>();
    private final List<SeriesDescription> series = new ArrayList<>();
    private Optional<String> text = Optional.empty();
    private OptionalDouble scalar = OptionalDouble.empty();
    private long start;
    private long step;
    private boolean isMatrix;

    Expectation(PromqlScript.Eval eval) {
        this.eval = eval;
        this.start = eval.start();
        this.step = eval.step();
        this.isMatrix = !eval.isInstant();
        if (!eval.variant().isEmpty()) {
            annotations.add(new ExpectedAnnotation(eval.variant(), "", ""));
        }
        eval.lines().forEach(this::read);
    }

    boolean isOrdered() {
        return expects("ordered");
    }

    boolean isOfText() {
        return text.isPresent();
    }

    boolean isRangeVector() {
        return isMatrix && eval.isInstant();
    }

    boolean isFailure() {
        return expects("fail");
    }

    private void read(String line) {
        var expect = EXPECT.matcher(line);
        var range = RANGE.matcher(line);
        if (line.startsWith("expected_fail_message ")) {
            annotations.add(new ExpectedAnnotation("fail", "msg", line.substring("expected_fail_message ".length())));
        } else if (line.startsWith("expected_fail_regexp ")) {
            annotations.add(new ExpectedAnnotation("fail", "regex", line.substring("expected_fail_regexp ".length())));
        } else if (range.matches()) {
            start = PromqlScript.millis(range.group(1));
            step = PromqlScript.millis(range.group(3));
            isMatrix = true;
        } else if (line.startsWith("expect string ")) {
            text = Optional.of(
                    new ScriptRunner(ScriptRunner.options(false)).text(line.substring("expect string ".length())));
        } else if (expect.matches()) {
            var how = expect.group(2) == null ? "" : expect.group(2);
            annotations.add(new ExpectedAnnotation(expect.group(1), how, expect.group(3)));
        } else if (SeriesDescription.isNumber(line)) {
            scalar = OptionalDouble.of(SeriesDescription.number(line));
        } else {
            series.add(SeriesDescription.parse(line));
        }
    }

    private boolean expects(String kind) {
        return annotations.stream().anyMatch(one -> one.kind().equals(kind));
    }

    /** The differences from the expected result; empty if there are none. */
    List<String> problems(ScriptRunner.EvalAnswer answer) {
        var problems = new ArrayList<String>();
        if (isFailure()) {
            if (answer.error().isEmpty()) {
                problems.add("did not fail");
            } else {
                var all = annotations.stream()
                        .filter(one -> one.kind().equals("fail"))
                        .toList();
                if (!all.stream().allMatch(one -> one.fits(answer.error()))) {
                    problems.add("failed with: " + answer.error());
                }
            }
            return problems;
        }
        if (!answer.error().isEmpty()) {
            return List.of("failed: " + answer.error());
        }
        annotations("warn", answer.warnings(), problems);
        annotations("info", answer.infos(), problems);
        value(answer.result().value(), problems);
        return problems;
    }

    private void annotations(String kind, List<String> actual, List<String> problems) {
        if (expects("no_" + kind) && !actual.isEmpty()) {
            problems.add("unexpected " + kind + ": " + actual);
        }
        var wanted = annotations.stream().filter(one -> one.kind().equals(kind)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        for (var one : wanted) {
            if (actual.stream().noneMatch(one::fits)) {
                problems.add("no %s like %s %s, only %s".formatted(kind, one.how(), one.text(), actual));
            }
        }
        for (var one : actual) {
            if (wanted.stream().noneMatch(expected -> expected.fits(one))) {
                problems.add("unexpected " + kind + ": " + one);
            }
        }
    }

    private void value(Value value, List<String> problems) {
        if (value instanceof Value.Text actual) {
            if (!text.equals(Optional.of(actual.text()))) {
                problems.add("text is '%s'".formatted(actual.text()));
            }
        } else if (value instanceof Value.Scalar actual) {
            var expected = scalar.isPresent()
                    ? TestValue.of(scalar.getAsDouble())
                    : series.get(0).values().get(0).orElseThrow();
            if (!ResultComparison.isSame(expected, TestValue.of(actual.value()))) {
                problems.add("expected %s, got %s".formatted(expected, actual.value()));
            }
        } else if (value instanceof Value.Vector actual) {
            problems.addAll(ResultComparison.vector(elements(), found(actual), isOrdered()));
        } else if (value instanceof Value.Matrix actual) {
            problems.addAll(ResultComparison.matrix(series, start, step, actual.series()));
        }
    }

    /** The differences at one step of a range query. */
    List<String> problemsAt(long time, Value.Matrix matrix) {
        var found = new ArrayList<ResultComparison.Element>();
        for (var one : matrix.series()) {
            var at = one.between(time - 1, time);
            if (at.size() > 0) {
                found.add(new ResultComparison.Element(at.labels(), TestValue.of(at, at.from())));
            }
        }
        if (scalar.isPresent()) {
            var expected = new ResultComparison.Element(Labels.EMPTY, TestValue.of(scalar.getAsDouble()));
            return ResultComparison.vector(List.of(expected), found, false);
        }
        return ResultComparison.vector(elements(), found, false);
    }

    private static List<ResultComparison.Element> found(Value.Vector vector) {
        return vector.elements().stream()
                .map(element -> new ResultComparison.Element(element.labels(), TestValue.of(element)))
                .toList();
    }

    private List<ResultComparison.Element> elements() {
        return series.stream()
                .map(one -> new ResultComparison.Element(
                        one.labels(), one.values().get(0).orElseThrow()))
                .toList();
    }
}
