package dev.tocsin.evaluation.promql.engine;

import com.google.re2j.Pattern;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.unittest.Described;
import dev.tocsin.evaluation.rules.unittest.SeriesDescription;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a script expects of an evaluation, and what is wrong with what it got. */
final class Expectation {
    /** A remark or an error, as it is told: by its text, by a regular expression, or at all. */
    private record Told(String kind, String how, String text) {
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

    private final Script.Eval eval;
    private final List<Told> told = new ArrayList<>();
    private final List<SeriesDescription> series = new ArrayList<>();
    private Optional<String> text = Optional.empty();
    private OptionalDouble scalar = OptionalDouble.empty();
    private long start;
    private long step;
    private boolean isMatrix;

    Expectation(Script.Eval eval) {
        this.eval = eval;
        this.start = eval.start();
        this.step = eval.step();
        this.isMatrix = !eval.isInstant();
        if (!eval.variant().isEmpty()) {
            told.add(new Told(eval.variant(), "", ""));
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
            told.add(new Told("fail", "msg", line.substring("expected_fail_message ".length())));
        } else if (line.startsWith("expected_fail_regexp ")) {
            told.add(new Told("fail", "regex", line.substring("expected_fail_regexp ".length())));
        } else if (range.matches()) {
            start = Script.millis(range.group(1));
            step = Script.millis(range.group(3));
            isMatrix = true;
        } else if (line.startsWith("expect string ")) {
            text = Optional.of(
                    new Evaluations(Evaluations.settings(false)).text(line.substring("expect string ".length())));
        } else if (expect.matches()) {
            var how = expect.group(2) == null ? "" : expect.group(2);
            told.add(new Told(expect.group(1), how, expect.group(3)));
        } else if (SeriesDescription.isNumber(line)) {
            scalar = OptionalDouble.of(SeriesDescription.number(line));
        } else {
            series.add(SeriesDescription.parse(line));
        }
    }

    private boolean expects(String kind) {
        return told.stream().anyMatch(one -> one.kind().equals(kind));
    }

    /** What is wrong; nothing, if all is as expected. */
    List<String> problems(Evaluations.Answer answer) {
        var problems = new ArrayList<String>();
        if (isFailure()) {
            if (answer.error().isEmpty()) {
                problems.add("did not fail");
            } else {
                var all = told.stream().filter(one -> one.kind().equals("fail")).toList();
                if (!all.stream().allMatch(one -> one.fits(answer.error()))) {
                    problems.add("failed with: " + answer.error());
                }
            }
            return problems;
        }
        if (!answer.error().isEmpty()) {
            return List.of("failed: " + answer.error());
        }
        remarks("warn", answer.warnings(), problems);
        remarks("info", answer.infos(), problems);
        value(answer.result().value(), problems);
        return problems;
    }

    private void remarks(String kind, List<String> actual, List<String> problems) {
        if (expects("no_" + kind) && !actual.isEmpty()) {
            problems.add("unexpected " + kind + ": " + actual);
        }
        var wanted = told.stream().filter(one -> one.kind().equals(kind)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        for (var one : wanted) {
            if (actual.stream().noneMatch(one::fits)) {
                problems.add("no %s like %s %s, only %s".formatted(kind, one.how(), one.text(), actual));
            }
        }
        for (var one : actual) {
            if (wanted.stream().noneMatch(told -> told.fits(one))) {
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
                    ? Described.of(scalar.getAsDouble())
                    : series.get(0).values().get(0).orElseThrow();
            if (!Comparison.isSame(expected, Described.of(actual.value()))) {
                problems.add("expected %s, got %s".formatted(expected, actual.value()));
            }
        } else if (value instanceof Value.Vector actual) {
            problems.addAll(Comparison.vector(elements(), found(actual), isOrdered()));
        } else if (value instanceof Value.Matrix actual) {
            problems.addAll(Comparison.matrix(series, start, step, actual.series()));
        }
    }

    /** What is wrong with the middle of three steps. */
    List<String> problemsAt(long time, Value.Matrix matrix) {
        var found = new ArrayList<Comparison.Found>();
        for (var one : matrix.series()) {
            var at = one.between(time - 1, time);
            if (at.size() > 0) {
                found.add(new Comparison.Found(at.labels(), Described.of(at, at.from())));
            }
        }
        if (scalar.isPresent()) {
            var expected = new Comparison.Found(Labels.EMPTY, Described.of(scalar.getAsDouble()));
            return Comparison.vector(List.of(expected), found, false);
        }
        return Comparison.vector(elements(), found, false);
    }

    private static List<Comparison.Found> found(Value.Vector vector) {
        return vector.elements().stream()
                .map(element -> new Comparison.Found(element.labels(), Described.of(element)))
                .toList();
    }

    private List<Comparison.Found> elements() {
        return series.stream()
                .map(one ->
                        new Comparison.Found(one.labels(), one.values().get(0).orElseThrow()))
                .toList();
    }
}
