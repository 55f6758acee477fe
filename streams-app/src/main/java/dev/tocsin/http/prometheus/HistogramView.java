package dev.tocsin.http.prometheus;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.evaluation.samples.Bucket;
import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.notation.GoFloat;
import java.util.List;

/**
 * A native histogram in the API.
 *
 * @param buckets of each: which bounds belong to it, the bounds, and the count
 */
record HistogramView(
        String count,
        String sum,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<List<Object>> buckets) {
    private static final int UPPER_BELONGS = 0;
    private static final int LOWER_BELONGS = 1;
    private static final int BOTH_BELONG = 3;

    static HistogramView of(Histogram histogram) {
        return new HistogramView(
                GoFloat.api(histogram.count()),
                GoFloat.api(histogram.sum()),
                histogram.buckets().stream().map(HistogramView::bucket).toList());
    }

    private static List<Object> bucket(Bucket bucket) {
        return List.of(
                bounds(bucket), GoFloat.api(bucket.lower()), GoFloat.api(bucket.upper()), GoFloat.api(bucket.count()));
    }

    private static int bounds(Bucket bucket) {
        if (bucket.includesLower()) {
            return bucket.includesUpper() ? BOTH_BELONG : LOWER_BELONGS;
        }
        return UPPER_BELONGS;
    }
}
