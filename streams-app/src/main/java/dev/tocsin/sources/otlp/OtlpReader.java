package dev.tocsin.sources.otlp;

import dev.tocsin.sources.DecodingBudget;
import dev.tocsin.sources.otlp.OtlpMetric.Kind;
import dev.tocsin.sources.otlp.OtlpMetric.Temporality;
import dev.tocsin.sources.otlp.ResourceMetrics.Scope;
import dev.tocsin.sources.otlp.ResourceMetrics.ScopeMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an export request, or a file of metrics: both are a list of metrics by resource. */
final class OtlpReader {
    private final DecodingBudget budget;
    private final AttributeReader attributeReader;
    private final long defaultTimeMs;

    /** @param defaultTimeMs time of a point that has none */
    OtlpReader(DecodingBudget budget, long defaultTimeMs) {
        this.budget = budget;
        this.attributeReader = new AttributeReader(budget);
        this.defaultTimeMs = defaultTimeMs;
    }

    /** @throws IllegalArgumentException if it is no such message */
    List<ResourceMetrics> read(MessageFields request) {
        var resources = new ArrayList<ResourceMetrics>();
        var isEmpty = true;
        while (request.hasNext()) {
            isEmpty = false;
            if (request.next() == 1) {
                resources.add(resourceMetrics(request.message(MessageType.RESOURCE_METRICS)));
            } else {
                request.skip();
            }
        }
        if (resources.isEmpty() && !isEmpty) {
            throw new IllegalArgumentException("it has no resource metrics");
        }
        return resources;
    }

    private ResourceMetrics resourceMetrics(MessageFields fields) {
        budget.addObjects(4);
        var attributes = new LinkedHashMap<String, String>();
        var scopes = new ArrayList<ScopeMetrics>();
        while (fields.hasNext()) {
            switch (fields.next()) {
                case 1 -> readAttributes(fields.message(MessageType.RESOURCE), attributes);
                case 2 -> scopes.add(scopeMetrics(fields.message(MessageType.SCOPE_METRICS)));
                default -> fields.skip();
            }
        }
        return new ResourceMetrics(attributes, scopes);
    }

    private ScopeMetrics scopeMetrics(MessageFields fields) {
        budget.addObjects(5);
        var scope = new Scope("", "", "", Map.of());
        var schemaUrl = "";
        var metrics = new ArrayList<OtlpMetric>();
        while (fields.hasNext()) {
            switch (fields.next()) {
                case 1 -> scope = scope(fields.message(MessageType.SCOPE));
                case 2 -> metrics.add(metric(fields.message(MessageType.METRIC)));
                case 3 -> schemaUrl = fields.text();
                default -> fields.skip();
            }
        }
        return new ScopeMetrics(new Scope(scope.name(), scope.version(), schemaUrl, scope.attributes()), metrics);
    }

    private Scope scope(MessageFields fields) {
        var name = "";
        var version = "";
        var attributes = new LinkedHashMap<String, String>();
        while (fields.hasNext()) {
            switch (fields.next()) {
                case 1 -> name = fields.text();
                case 2 -> version = fields.text();
                case 3 -> attributeReader.readInto(attributes, fields.message(MessageType.KEY_VALUE));
                default -> fields.skip();
            }
        }
        return new Scope(name, version, "", attributes);
    }

    private void readAttributes(MessageFields fields, Map<String, String> attributes) {
        while (fields.hasNext()) {
            if (fields.next() == 1) {
                attributeReader.readInto(attributes, fields.message(MessageType.KEY_VALUE));
            } else {
                fields.skip();
            }
        }
    }

    private OtlpMetric metric(MessageFields fields) {
        budget.addObjects(3);
        var name = "";
        var unit = "";
        var data = new MetricData(Kind.UNKNOWN);
        while (fields.hasNext()) {
            var number = fields.next();
            switch (number) {
                case 1 -> name = fields.text();
                case 3 -> unit = fields.text();
                case 5, 7, 9, 10, 11 -> {
                    data = new MetricData(Kind.ofField(number));
                    data.read(fields.message(MessageType.METRIC_DATA));
                }
                default -> fields.skip();
            }
        }
        return new OtlpMetric(name, unit, data.kind, data.temporality, data.isMonotonic, data.points);
    }

    private final class MetricData {
        private final Kind kind;
        private final List<DataPoint> points = new ArrayList<>();
        private Temporality temporality = Temporality.UNSPECIFIED;
        private boolean isMonotonic;

        MetricData(Kind kind) {
            this.kind = kind;
        }

        void read(MessageFields fields) {
            while (fields.hasNext()) {
                switch (fields.next()) {
                    case 1 -> points.add(point(fields));
                    case 2 -> temporality = Temporality.of(fields.integer());
                    case 3 -> isMonotonic = fields.flag();
                    default -> fields.skip();
                }
            }
        }

        private DataPoint point(MessageFields fields) {
            return switch (kind) {
                case GAUGE, SUM, UNKNOWN ->
                    PointReader.number(fields.message(MessageType.NUMBER_POINT), attributeReader, defaultTimeMs);
                case HISTOGRAM ->
                    PointReader.histogram(fields.message(MessageType.HISTOGRAM_POINT), attributeReader, defaultTimeMs);
                case EXPONENTIAL_HISTOGRAM ->
                    PointReader.exponential(
                            fields.message(MessageType.EXPONENTIAL_POINT), attributeReader, defaultTimeMs);
                case SUMMARY ->
                    PointReader.summary(fields.message(MessageType.SUMMARY_POINT), attributeReader, defaultTimeMs);
            };
        }
    }
}
