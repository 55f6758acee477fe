package dev.tocsin.evaluation.promql.functions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code label_replace} and {@code label_join}. */
final class LabelFunctions {
    static final Map<String, Body> ALL =
            Map.of("label_replace", LabelFunctions::replace, "label_join", LabelFunctions::join);

    private LabelFunctions() {}

    private static InstantVector replace(FunctionCall invocation) {
        var destination = invocation.text(1);
        var template = invocation.text(2);
        var source = invocation.text(3);
        var pattern = pattern(invocation.text(4));
        if (!LabelName.isValid(destination)) {
            throw new EvaluationException("invalid destination label name in label_replace(): " + destination);
        }
        return relabel(invocation, destination, labels -> {
            var match = pattern.matcher(labels.get(source));
            return match.matches()
                    ? labels.with(destination, RegexReplacement.expand(template, match, pattern))
                    : labels;
        });
    }

    private static InstantVector join(FunctionCall invocation) {
        var destination = invocation.text(1);
        var separator = invocation.text(2);
        var sources = sources(invocation);
        if (!LabelName.isValid(destination)) {
            throw new EvaluationException("invalid destination label name in label_join(): " + destination);
        }
        return relabel(
                invocation,
                destination,
                labels -> labels.with(
                        destination,
                        String.join(separator, sources.stream().map(labels::get).toList())));
    }

    private static List<String> sources(FunctionCall invocation) {
        var sources = new ArrayList<String>();
        for (var i = 3; i < invocation.size(); i++) {
            var source = invocation.text(i);
            if (!LabelName.isValid(source)) {
                throw new EvaluationException("invalid source label name in label_join(): " + source);
            }
            sources.add(source);
        }
        return sources;
    }

    /** A metric name that is set here is not removed at the end of the query. */
    private static InstantVector relabel(FunctionCall invocation, String destination, UnaryOperator<Labels> change) {
        var keepsName = destination.equals(Labels.NAME);
        return new InstantVector(invocation.instantVector(0).rows().stream()
                        .map(row -> row.with(change.apply(row.labels())).withDropName(row.dropName() && !keepsName))
                        .toList())
                .mergeSameLabels();
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile("(?s:" + regex + ")");
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("invalid regular expression in label_replace(): " + regex);
        }
    }
}
