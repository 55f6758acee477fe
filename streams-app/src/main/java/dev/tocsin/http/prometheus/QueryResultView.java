package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.notation.GoFloat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The result of a query in the API. A sample is a pair of seconds and a number as a string. */
record QueryResultView(String resultType, Object result) {
    /** A sample with either a value or a histogram. */
    record SampleView(
            Map<String, String> metric,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> value,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> histogram) {}

    record SeriesView(
            Map<String, String> metric,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> values,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> histograms) {}

    static QueryResultView of(Value value) {
        return value.match(new Value.Cases<>() {
            @Override
            public QueryResultView scalar(Value.Scalar scalar) {
                return new QueryResultView("scalar", timeAndValue(scalar.time(), scalar.value()));
            }

            @Override
            public QueryResultView vector(Value.Vector vector) {
                return new QueryResultView(
                        "vector",
                        vector.elements().stream()
                                .map(element -> sampleView(vector.time(), element))
                                .toList());
            }

            @Override
            public QueryResultView matrix(Value.Matrix matrix) {
                return new QueryResultView(
                        "matrix",
                        matrix.series().stream()
                                .map(QueryResultView::seriesView)
                                .toList());
            }

            @Override
            public QueryResultView text(Value.Text text) {
                return new QueryResultView("string", List.of(seconds(text.time()), text.text()));
            }
        });
    }

    /** Returns at most so many elements or series; 0 for all. */
    QueryResultView limitedTo(int limit) {
        return exceeds(limit) ? new QueryResultView(resultType, ((List<?>) result).subList(0, limit)) : this;
    }

    boolean exceeds(int limit) {
        return limit > 0
                && (resultType.equals("vector") || resultType.equals("matrix"))
                && ((List<?>) result).size() > limit;
    }

    private static SampleView sampleView(long time, Value.Element element) {
        var labels = element.labels().asMap();
        return element.histogram()
                .map(histogram -> new SampleView(labels, List.of(), timeAndValue(time, histogram)))
                .orElseGet(() -> new SampleView(labels, timeAndValue(time, element.value()), List.of()));
    }

    private static SeriesView seriesView(Series series) {
        var numbers = new ArrayList<List<Object>>(series.size());
        var histograms = new ArrayList<List<Object>>();
        for (var i = series.from(); i < series.to(); i++) {
            if (series.isHistogram(i)) {
                histograms.add(timeAndValue(series.times()[i], series.histogram(i)));
            } else {
                numbers.add(timeAndValue(series.times()[i], series.values()[i]));
            }
        }
        return new SeriesView(series.labels().asMap(), numbers, histograms);
    }

    private static List<Object> timeAndValue(long time, Histogram histogram) {
        return List.of(seconds(time), HistogramView.of(histogram));
    }

    private static List<Object> timeAndValue(long time, double value) {
        return List.of(seconds(time), GoFloat.api(value));
    }

    private static BigDecimal seconds(long millis) {
        return ApiTime.seconds(Duration.ofMillis(millis));
    }
}
