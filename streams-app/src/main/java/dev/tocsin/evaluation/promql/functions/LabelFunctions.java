package dev.tocsin.evaluation.promql.functions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.EvaluationException;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.labels.RegexReplacement;
import dev.tocsin.limits.Limit;
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
            var match = pattern.matcher(Matcher.interruptible(labels.get(source), call.query()::checkCancelled));
            return match.matches()
                    ? labels.with(
                            destination,
                            RegexReplacement.expand(
                                    template, match, pattern, LabelFunctions::requireReplacementWithinLimit))
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
        return relabel(call, destination, labels -> labels.with(destination, joined(labels, separator, sources)));
    }

    private static String joined(Labels labels, String separator, List<String> sources) {
        var text = new StringBuilder();
        for (var i = 0; i < sources.size(); i++) {
            text.append(i > 0 ? separator : "").append(labels.get(sources.get(i)));
            requireWithinLimit(text, "label_join()");
        }
        return text.toString();
    }

    private static void requireReplacementWithinLimit(CharSequence value) {
        requireWithinLimit(value, "label_replace()");
    }

    /** Checked while a value grows, so that it never takes much memory. */
    private static void requireWithinLimit(CharSequence value, String function) {
        if (value.length() > Limit.LABEL_SET.value()) {
            throw new EvaluationException("%s makes a label value of more than %d characters, which is the maximum"
                    .formatted(function, Limit.LABEL_SET.value()));
        }
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
                        .map(row -> row.with(relabelled(call, row.labels(), change))
                                .withDropName(row.dropName() && !keepsName))
                        .toList())
                .mergeSameLabels();
    }

    private static Labels relabelled(FunctionCall call, Labels before, UnaryOperator<Labels> change) {
        call.query().checkCancelled();
        var after = change.apply(before);
        return after == before ? before : call.query().made(after);
    }

    private static Pattern pattern(String regex) {
        try {
            Matcher.requireSmall(regex, 0);
            return Pattern.compile("(?s:" + regex + ")");
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("invalid regular expression in label_replace(): " + regex);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("invalid regular expression in label_replace(): " + e.getMessage());
        }
    }
}
