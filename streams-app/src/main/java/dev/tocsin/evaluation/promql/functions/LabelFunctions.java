package dev.tocsin.evaluation.promql.functions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.evaluation.promql.functions.Invocation.Body;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.Rows;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Functions that change labels and leave values as they are. */
final class LabelFunctions {
    static final Map<String, Body> ALL =
            Map.of("label_replace", LabelFunctions::replace, "label_join", LabelFunctions::join);

    private LabelFunctions() {}

    private static Rows replace(Invocation invocation) {
        var destination = invocation.text(1);
        var template = invocation.text(2);
        var source = invocation.text(3);
        var pattern = pattern(invocation.text(4));
        if (!LabelName.isValid(destination)) {
            throw new EvaluationException("invalid destination label name in label_replace(): " + destination);
        }
        return relabelled(invocation, destination, labels -> {
            var match = pattern.matcher(labels.get(source));
            return match.matches() ? labels.with(destination, Template.expand(template, match, pattern)) : labels;
        });
    }

    private static Rows join(Invocation invocation) {
        var destination = invocation.text(1);
        var separator = invocation.text(2);
        var sources = sources(invocation);
        if (!LabelName.isValid(destination)) {
            throw new EvaluationException("invalid destination label name in label_join(): " + destination);
        }
        return relabelled(
                invocation,
                destination,
                labels -> labels.with(
                        destination,
                        String.join(separator, sources.stream().map(labels::get).toList())));
    }

    private static List<String> sources(Invocation invocation) {
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

    /** A name that is set anew is not to be lost any more. */
    private static Rows relabelled(Invocation invocation, String destination, UnaryOperator<Labels> change) {
        var keepsName = destination.equals(Labels.NAME);
        return new Rows(invocation.rows(0).list().stream()
                        .map(row -> row.with(change.apply(row.labels())).losingName(row.losesName() && !keepsName))
                        .toList())
                .united();
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile("(?s:" + regex + ")");
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("invalid regular expression in label_replace(): " + regex);
        }
    }
}
