package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.http.common.ApiTime;
import dev.tocsin.notation.GoFloat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** The result of a query in the API. A sample is a pair of seconds and a number as a string. */
record QueryResultView(
        String resultType,
        List<?> result,
        @JsonInclude(JsonInclude.Include.NON_NULL) QueryTimings.Statistics stats) {
    /** A sample with either a value or a histogram. */
    record SampleView(
            Map<String, String> metric,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> value,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> histogram) {}

    record SeriesView(
            Map<String, String> metric,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> values,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> histograms) {}

    static QueryResultView of(Value value, Optional<QueryTimings.Statistics> statistics) {
        return new QueryResultView(typeOf(value), resultOf(value), statistics.orElse(null));
    }

    private static String typeOf(Value value) {
        return value.match(new Value.Cases<>() {
            @Override
            public String scalar(Value.Scalar scalar) {
                return "scalar";
            }

            @Override
            public String vector(Value.Vector vector) {
                return "vector";
            }

            @Override
            public String matrix(Value.Matrix matrix) {
                return "matrix";
            }

            @Override
            public String text(Value.Text text) {
                return "string";
            }
        });
    }

    private static List<?> resultOf(Value value) {
        return value.match(new Value.Cases<List<?>>() {
            @Override
            public List<?> scalar(Value.Scalar scalar) {
                return timeAndValue(scalar.time(), scalar.value());
            }

            @Override
            public List<?> vector(Value.Vector vector) {
                var elements = vector.elements();
                return lazy(elements.size(), i -> sampleView(vector.time(), elements.get(i)));
            }

            @Override
            public List<?> matrix(Value.Matrix matrix) {
                return lazy(
                        matrix.series().size(), i -> seriesView(matrix.series().get(i)));
            }

            @Override
            public List<?> text(Value.Text text) {
                return List.of(seconds(text.time()), text.text());
            }
        });
    }

    /** Returns at most so many elements or series; 0 for all. */
    QueryResultView limitedTo(int limit) {
        return exceeds(limit) ? new QueryResultView(resultType, result.subList(0, limit), stats) : this;
    }

    boolean exceeds(int limit) {
        return limit > 0 && (resultType.equals("vector") || resultType.equals("matrix")) && result.size() > limit;
    }

    private static SampleView sampleView(long time, Value.Element element) {
        var labels = element.labels().asMap();
        return element.histogram()
                .map(histogram -> new SampleView(labels, List.of(), timeAndValue(time, histogram)))
                .orElseGet(() -> new SampleView(labels, timeAndValue(time, element.value()), List.of()));
    }

    /** A list whose elements exist only while they are written: views of samples are much larger than samples. */
    private static <T> List<T> lazy(int size, IntFunction<T> elements) {
        return new AbstractList<>() {
            @Override
            public T get(int index) {
                return elements.apply(index);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static SeriesView seriesView(Series series) {
        if (series.extras().isNone()) {
            var from = series.from();
            return new SeriesView(
                    series.labels().asMap(),
                    lazy(series.size(), i -> timeAndValue(series.times()[from + i], series.values()[from + i])),
                    List.of());
        }
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
