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

/** What a query came to, in the API. A sample is a pair of seconds and a number in quotes. */
record ValueView(String resultType, Object result) {
    /** Either with a value or with a histogram. */
    record Point(
            Map<String, String> metric,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> value,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Object> histogram) {}

    record Line(
            Map<String, String> metric,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> values,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> histograms) {}

    static ValueView of(Value value) {
        return value.match(new Value.Cases<>() {
            @Override
            public ValueView scalar(Value.Scalar scalar) {
                return new ValueView("scalar", sample(scalar.time(), scalar.value()));
            }

            @Override
            public ValueView vector(Value.Vector vector) {
                return new ValueView(
                        "vector",
                        vector.elements().stream()
                                .map(element -> point(vector.time(), element))
                                .toList());
            }

            @Override
            public ValueView matrix(Value.Matrix matrix) {
                return new ValueView(
                        "matrix", matrix.series().stream().map(ValueView::line).toList());
            }

            @Override
            public ValueView text(Value.Text text) {
                return new ValueView("string", List.of(seconds(text.time()), text.text()));
            }
        });
    }

    /** These, but no more elements or series than so many; 0 for all. */
    ValueView atMost(int limit) {
        return isLongerThan(limit) ? new ValueView(resultType, ((List<?>) result).subList(0, limit)) : this;
    }

    boolean isLongerThan(int limit) {
        return limit > 0
                && (resultType.equals("vector") || resultType.equals("matrix"))
                && ((List<?>) result).size() > limit;
    }

    private static Point point(long time, Value.Element element) {
        var labels = element.labels().asMap();
        return element.histogram()
                .map(histogram -> new Point(labels, List.of(), sample(time, histogram)))
                .orElseGet(() -> new Point(labels, sample(time, element.value()), List.of()));
    }

    private static Line line(Series series) {
        var numbers = new ArrayList<List<Object>>(series.size());
        var histograms = new ArrayList<List<Object>>();
        for (var i = series.from(); i < series.to(); i++) {
            if (series.isHistogram(i)) {
                histograms.add(sample(series.times()[i], series.histogram(i)));
            } else {
                numbers.add(sample(series.times()[i], series.values()[i]));
            }
        }
        return new Line(series.labels().asMap(), numbers, histograms);
    }

    private static List<Object> sample(long time, Histogram histogram) {
        return List.of(seconds(time), HistogramView.of(histogram));
    }

    private static List<Object> sample(long time, double value) {
        return List.of(seconds(time), GoFloat.api(value));
    }

    private static BigDecimal seconds(long millis) {
        return ApiTime.seconds(Duration.ofMillis(millis));
    }
}
