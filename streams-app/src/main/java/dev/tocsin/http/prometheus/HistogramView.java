package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.samples.Bucket;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.notation.GoFloat;
import java.util.List;

/**
 * A native histogram in the API.
 *
 * @param buckets of each bucket: the boundary rule, the lower and upper bound, and the count
 */
record HistogramView(
        String count,
        String sum,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> buckets) {
    private static final int OPEN_LEFT = 0;
    private static final int OPEN_RIGHT = 1;
    private static final int CLOSED_BOTH = 3;

    static HistogramView of(Histogram histogram) {
        return new HistogramView(
                GoFloat.api(histogram.count()),
                GoFloat.api(histogram.sum()),
                histogram.buckets().stream().map(HistogramView::bucketView).toList());
    }

    private static List<Object> bucketView(Bucket bucket) {
        return List.of(
                boundaryRule(bucket),
                GoFloat.api(bucket.lower()),
                GoFloat.api(bucket.upper()),
                GoFloat.api(bucket.count()));
    }

    private static int boundaryRule(Bucket bucket) {
        if (bucket.includesLower()) {
            return bucket.includesUpper() ? CLOSED_BOTH : OPEN_RIGHT;
        }
        return OPEN_LEFT;
    }
}
