package dev.tocsin.http.prometheus;

import dev.tocsin.evaluation.promql.eval.Value;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.http.wire.ApiTime;
import dev.tocsin.notation.GoFloat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a query came to, in the API. A sample is a pair of seconds and a number in quotes. */
record ValueView(String resultType, Object result) {
    record Point(Map<String, String> metric, List<Object> value) {}

    record Line(Map<String, String> metric, List<List<Object>> values) {}

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
                                .map(element ->
                                        new Point(element.labels().asMap(), sample(vector.time(), element.value())))
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

    private static Line line(Series series) {
        var samples = new ArrayList<List<Object>>(series.size());
        for (var i = series.from(); i < series.to(); i++) {
            samples.add(sample(series.times()[i], series.values()[i]));
        }
        return new Line(series.labels().asMap(), samples);
    }

    private static List<Object> sample(long time, double value) {
        return List.of(seconds(time), GoFloat.api(value));
    }

    private static BigDecimal seconds(long millis) {
        return ApiTime.seconds(Duration.ofMillis(millis));
    }
}
