package dev.tocsin.datasources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.rules.QueryAnswer;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.notation.GoFloat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * Reads the JSON of an instant query: <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">Prometheus's
 * HTTP API</a>.
 */
final class PrometheusAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_WARNINGS = 10;
    private static final int MAX_TEXT = 500;

    private PrometheusAnswer() {}

    /** The answer in a response with status 200. */
    static QueryAnswer read(String body) {
        try {
            var root = JSON.readTree(body);
            if (!root.path("status").asText().equals("success")) {
                return new QueryAnswer.Failed(error(root, "the answer has no status 'success'"));
            }
            return new QueryAnswer.Elements(elements(root.path("data")), warnings(root));
        } catch (JsonProcessingException e) {
            return new QueryAnswer.Failed(
                    "the answer is not the JSON of Prometheus's API: check the url, it must not contain /api/v1");
        } catch (MalformedAnswerException e) {
            return new QueryAnswer.Failed(e.getMessage());
        }
    }

    /** The error in a response with another status; a default text if it has none. */
    static String error(String body, String otherwise) {
        try {
            return error(JSON.readTree(body), otherwise);
        } catch (JsonProcessingException e) {
            return otherwise;
        }
    }

    private static String error(JsonNode root, String otherwise) {
        var text = root.path("error").asText("");
        var type = root.path("errorType").asText("");
        return text.isEmpty() ? otherwise : shortened(type.isEmpty() ? text : type + ": " + text);
    }

    private static List<Value.Element> elements(JsonNode data) {
        var type = data.path("resultType").asText();
        var result = data.path("result");
        if (type.equals("scalar")) {
            return List.of(new Value.Element(Labels.EMPTY, value(result)));
        }
        if (!type.equals("vector") || !result.isArray()) {
            throw new MalformedAnswerException(
                    "the result is of type '%s', but a rule needs a vector or a scalar: change the query"
                            .formatted(shortened(type)));
        }
        if (result.size() > Limit.DATA_SOURCE_ELEMENTS.value()) {
            throw new MalformedAnswerException("the result has %,d series, but at most %,d are allowed: aggregate it"
                    .formatted(result.size(), Limit.DATA_SOURCE_ELEMENTS.value()));
        }
        var elements = new ArrayList<Value.Element>();
        var series = new HashSet<Labels>();
        for (var item : result) {
            var element = element(item);
            if (!series.add(element.labels())) {
                throw new MalformedAnswerException("the result has two elements with the labels " + element.labels());
            }
            elements.add(element);
        }
        return elements;
    }

    private static Value.Element element(JsonNode item) {
        var labels = new TreeMap<String, String>();
        item.path("metric")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        if (item.has("histogram")) {
            throw new MalformedAnswerException(
                    "the result has native histograms, which a rule cannot use: apply a function such as"
                            + " histogram_quantile, histogram_count or histogram_avg in the query");
        }
        return new Value.Element(Labels.of(labels), value(item.path("value")));
    }

    /** A pair of time and value. The value is a text, which can be NaN or +Inf. */
    private static double value(JsonNode pair) {
        if (pair.isArray() && pair.size() == 2 && pair.get(1).isTextual()) {
            try {
                return GoFloat.parse(pair.get(1).asText());
            } catch (NumberFormatException e) {
                throw new MalformedAnswerException("the value '%s' is no number"
                        .formatted(shortened(pair.get(1).asText())));
            }
        }
        throw new MalformedAnswerException(
                "an element of the result has no value: it must be a pair of time and text, as in Prometheus's API");
    }

    private static List<String> warnings(JsonNode root) {
        var warnings = new ArrayList<String>();
        for (var key : List.of("warnings", "infos")) {
            root.path(key).forEach(warning -> {
                if (warnings.size() < MAX_WARNINGS) {
                    warnings.add(shortened(warning.asText()));
                }
            });
        }
        return warnings;
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }

    private static final class MalformedAnswerException extends RuntimeException {
        MalformedAnswerException(String message) {
            super(message);
        }
    }
}
