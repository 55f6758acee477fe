package dev.tocsin.cli;

import dev.tocsin.evaluation.rules.unittest.Finding;
import dev.tocsin.evaluation.rules.unittest.Finding.Differs;
import dev.tocsin.evaluation.rules.unittest.Finding.Failed;
import dev.tocsin.evaluation.rules.unittest.Item;
import dev.tocsin.evaluation.rules.unittest.Verdict;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.notation.GoFloat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How people read what a unit test of rules found. */
final class FindingText {
    private static final String INDENT = "    ";
    private static final String DEEPER = INDENT.repeat(2);

    private FindingText() {}

    static String of(TestSuite suite, boolean asDiff) {
        if (suite.isPassed()) {
            return "  SUCCESS";
        }
        var findings = suite.verdicts().stream()
                .filter(verdict -> !verdict.isPassed())
                .flatMap(verdict -> verdict.findings().stream().map(finding -> of(verdict, finding, asDiff)))
                .collect(Collectors.joining("\n\n"));
        return "  FAILED:\n"
                + (suite.error().isEmpty() ? findings : INDENT + suite.error().replace("\n", "\n" + INDENT));
    }

    static String of(Verdict verdict, Finding finding, boolean asDiff) {
        var about = INDENT + "name: " + verdict.trial().name() + ",\n" + INDENT + finding.about() + ",";
        if (finding instanceof Failed failed) {
            return about + " err: " + failed.why();
        }
        var differs = (Differs) finding;
        return about + "\n" + (asDiff ? ItemDiff.of(differs, DEEPER) : bothSides(differs));
    }

    private static String bothSides(Differs differs) {
        return DEEPER + "exp: " + items(differs.expected()) + "\n" + DEEPER + "got: " + items(differs.got());
    }

    private static String items(List<Item> items) {
        return items.isEmpty()
                ? "nothing"
                : items.stream().map(FindingText::item).collect(Collectors.joining("\n" + DEEPER + "     "));
    }

    private static String item(Item item) {
        return item.labels() + (item.details().isEmpty() ? "" : " " + String.join(", ", item.details()));
    }

    /** All samples that there were in the end. */
    static String data(Verdict verdict) {
        return "DEBUG: all samples at the end of test '%s':\n"
                        .formatted(verdict.trial().name())
                + verdict.data().stream().map(FindingText::series).collect(Collectors.joining("\n"));
    }

    private static String series(Series series) {
        return series.labels()
                + " =>"
                + IntStream.range(series.from(), series.to())
                        .mapToObj(i -> "\n  %s @[%d]".formatted(GoFloat.api(series.values()[i]), series.times()[i]))
                        .collect(Collectors.joining());
    }
}
