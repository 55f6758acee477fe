package dev.tocsin.evaluation.promql.functions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.RegexReplacement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code label_replace} and {@code label_join}. */
final class LabelFunctions {
    static final Map<String, Body> ALL =
            Map.of("label_replace", LabelFunctions::replace, "label_join", LabelFunctions::join);

    private LabelFunctions() {}

    private static InstantVector replace(FunctionCall call) {
        var destination = call.text(1);
        var template = call.text(2);
        var source = call.text(3);
        var pattern = pattern(call.text(4));
        if (!LabelName.isValid(destination)) {
            throw new EvaluationException("invalid destination label name in label_replace(): " + destination);
        }
        return relabel(call, destination, labels -> {
            var match = pattern.matcher(labels.get(source));
            return match.matches()
                    ? labels.with(destination, RegexReplacement.expand(template, match, pattern))
                    : labels;
        });
    }

    private static InstantVector join(FunctionCall call) {
        var destination = call.text(1);
        var separator = call.text(2);
        var sources = sources(call);
        if (!LabelName.isValid(destination)) {
            throw new EvaluationException("invalid destination label name in label_join(): " + destination);
        }
        return relabel(
                call,
                destination,
                labels -> labels.with(
                        destination,
                        String.join(separator, sources.stream().map(labels::get).toList())));
    }

    private static List<String> sources(FunctionCall call) {
        var sources = new ArrayList<String>();
        for (var i = 3; i < call.size(); i++) {
            var source = call.text(i);
            if (!LabelName.isValid(source)) {
                throw new EvaluationException("invalid source label name in label_join(): " + source);
            }
            sources.add(source);
        }
        return sources;
    }

    /** A metric name that is set here is not removed at the end of the query. */
    private static InstantVector relabel(FunctionCall call, String destination, UnaryOperator<Labels> change) {
        var keepsName = destination.equals(Labels.NAME);
        return new InstantVector(call.instantVector(0).rows().stream()
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
