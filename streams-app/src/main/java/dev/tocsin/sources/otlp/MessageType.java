package dev.tocsin.sources.otlp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The messages of OTLP metrics: the names of their fields in JSON with the numbers of these fields in protobuf.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/metrics/v1/metrics.proto">
 *     metrics.proto</a>
 */
enum MessageType {
    METRICS_DATA("resourceMetrics=1"),
    RESOURCE_METRICS("resource=1 scopeMetrics=2 schemaUrl=3"),
    RESOURCE("attributes=1"),
    SCOPE_METRICS("scope=1 metrics=2 schemaUrl=3"),
    SCOPE("name=1 version=2 attributes=3"),
    METRIC("name=1 unit=3 gauge=5 sum=7 histogram=9 exponentialHistogram=10 summary=11"),
    /** Gauge, sum, histogram, exponential histogram or summary. */
    METRIC_DATA("dataPoints=1 aggregationTemporality=2 isMonotonic=3"),
    NUMBER_POINT("attributes=7 startTimeUnixNano=2 timeUnixNano=3 asDouble=4 asInt=6 flags=8"),
    HISTOGRAM_POINT("attributes=9 startTimeUnixNano=2 timeUnixNano=3 count=4 sum=5 bucketCounts=6 explicitBounds=7"
            + " flags=10"),
    EXPONENTIAL_POINT("attributes=1 startTimeUnixNano=2 timeUnixNano=3 count=4 sum=5 scale=6 zeroCount=7 positive=8"
            + " negative=9 flags=10 zeroThreshold=14"),
    BUCKETS("offset=1 bucketCounts=2"),
    SUMMARY_POINT("attributes=7 startTimeUnixNano=2 timeUnixNano=3 count=4 sum=5 quantileValues=6 flags=8"),
    QUANTILE("quantile=1 value=2"),
    KEY_VALUE("key=1 value=2"),
    ANY_VALUE("stringValue=1 boolValue=2 intValue=3 doubleValue=4 arrayValue=5 kvlistValue=6 bytesValue=7"),
    /** List of values, or list of keys and values. */
    VALUES("values=1");

    private final Map<String, Integer> numbers = new HashMap<>();

    MessageType(String fields) {
        for (var field : fields.split(" ")) {
            var parts = field.split("=");
            numbers.put(parts[0], Integer.valueOf(parts[1]));
            numbers.put(snakeCase(parts[0]), Integer.valueOf(parts[1]));
        }
    }

    /** The number of a field, by its name in lower camel case or in snake case; 0 if it is unknown. */
    int number(String field) {
        return numbers.getOrDefault(field, 0);
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
