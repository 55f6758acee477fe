package dev.tocsin.sources.otlp;

import dev.tocsin.evaluation.samples.Sample;
import dev.tocsin.evaluation.samples.StaleMarker;
import dev.tocsin.labels.Labels;
import dev.tocsin.notation.GoFloat;
import dev.tocsin.sources.Accumulation;
import dev.tocsin.sources.RecordLimitException;
import dev.tocsin.sources.SampleCollector;
import dev.tocsin.sources.SourceSample;
import dev.tocsin.sources.otlp.DataPoint.ExponentialPoint;
import dev.tocsin.sources.otlp.DataPoint.Frame;
import dev.tocsin.sources.otlp.DataPoint.HistogramPoint;
import dev.tocsin.sources.otlp.DataPoint.NumberPoint;
import dev.tocsin.sources.otlp.DataPoint.SummaryPoint;
import dev.tocsin.sources.otlp.OtlpMetric.Kind;
import dev.tocsin.sources.otlp.OtlpMetric.Temporality;
import dev.tocsin.sources.otlp.ResourceMetrics.Scope;
import dev.tocsin.sources.otlp.ResourceMetrics.ScopeMetrics;

/** Translates the metrics of one resource into samples. */
final class OtlpTranslation {
    private final OtlpOptions options;
    private final OtlpNames names;
    private final SampleCollector collector;
    private final SeriesLabels seriesLabels;
    private final TargetInfo targetInfo = new TargetInfo();

    OtlpTranslation(OtlpOptions options, ResourceMetrics resource, SampleCollector collector) {
        this.options = options;
        this.names = new OtlpNames(options.naming());
        this.collector = collector;
        this.seriesLabels = new SeriesLabels(options, names, resource.attributes(), collector);
    }

    /** Translates the metrics, and adds {@code target_info}. */
    void translate(Iterable<ScopeMetrics> scopes) {
        for (var scope : scopes) {
            scope.metrics().forEach(metric -> metric(metric, scope.scope()));
        }
        if (targetInfo.hasTimes()) {
            seriesLabels
                    .targetInfo()
                    .ifPresent(labels -> targetInfo.times().forEach(time -> collector.add(labels, time, 1)));
        }
    }

    private void metric(OtlpMetric metric, Scope scope) {
        var name = names.metricName(metric);
        var isCounter = metric.kind() != Kind.GAUGE && metric.kind() != Kind.SUMMARY;
        if (name.isEmpty()) {
            leaveOut(metric, "a metric name cannot be made from its name");
        } else if (metric.kind() == Kind.UNKNOWN) {
            leaveOut(metric, "it has no points of a known type");
        } else if (isCounter && metric.temporality() == Temporality.UNSPECIFIED) {
            leaveOut(metric, "its aggregation temporality is neither delta nor cumulative");
        } else {
            for (var point : metric.points()) {
                targetInfo.see(point.frame().timeMs());
                seriesLabels.of(point.frame().attributes(), scope).ifPresent(labels -> {
                    labels.put(Labels.NAME, name.get());
                    collector.labelsOf(labels).ifPresent(valid -> point(metric, point, valid));
                });
            }
        }
    }

    private void leaveOut(OtlpMetric metric, String reason) {
        collector.warn("metric %s is left out: %s".formatted(SampleCollector.quoted(metric.name()), reason));
    }

    private void point(OtlpMetric metric, DataPoint point, Labels labels) {
        if (point instanceof NumberPoint number) {
            var accumulates = metric.kind() == Kind.SUM;
            add(metric, number.frame(), labels, number.value(), accumulates, accumulates && metric.isMonotonic());
        } else if (point instanceof HistogramPoint histogram) {
            histogram(metric, histogram, labels);
        } else if (point instanceof ExponentialPoint exponential) {
            exponential(metric, exponential, labels);
        } else if (point instanceof SummaryPoint summary) {
            summary(metric, summary, labels);
        }
    }

    private void histogram(OtlpMetric metric, HistogramPoint point, Labels labels) {
        var isMeasured = point.counts().length > 0;
        if (isMeasured && point.counts().length != point.bounds().length + 1) {
            leaveOut(
                    metric,
                    "a histogram has %d buckets and %d bounds, but must have one bucket more than bounds"
                            .formatted(point.counts().length, point.bounds().length));
            return;
        }
        if (!isIncreasing(point.bounds())) {
            leaveOut(metric, "the bounds of a histogram do not increase");
            return;
        }
        var name = labels.metricName();
        if (point.hasSum()) {
            add(metric, point.frame(), labels.with(Labels.NAME, name + "_sum"), point.sum(), true, true);
        }
        add(metric, point.frame(), labels.with(Labels.NAME, name + "_count"), point.count(), true, true);
        var bucketLabels = labels.with(Labels.NAME, name + "_bucket");
        var cumulative = 0.0;
        for (var i = 0; i < point.bounds().length && isMeasured; i++) {
            cumulative += PointReader.unsigned(point.counts()[i]);
            if (point.bounds()[i] < Double.POSITIVE_INFINITY) {
                var bound = bucketLabels.with("le", GoFloat.plain(point.bounds()[i]));
                add(metric, point.frame(), bound, cumulative, true, true);
            }
        }
        add(metric, point.frame(), bucketLabels.with("le", "+Inf"), point.count(), true, true);
    }

    private static boolean isIncreasing(double[] bounds) {
        for (var i = 1; i < bounds.length; i++) {
            if (!(bounds[i] > bounds[i - 1])) {
                return false;
            }
        }
        return bounds.length == 0 || !Double.isNaN(bounds[0]);
    }

    private void exponential(OtlpMetric metric, ExponentialPoint point, Labels labels) {
        if (point.frame().isStale()) {
            add(metric, point.frame(), labels, 0, true, true);
            return;
        }
        try {
            var histogram = ExponentialHistograms.toNative(point, metric.isDelta() && !options.accumulatesDeltas());
            var sample = Sample.of(point.frame().timeMs(), histogram);
            add(metric, point.frame(), labels, sample, true, true);
        } catch (RecordLimitException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            leaveOut(metric, e.getMessage());
        }
    }

    private void summary(OtlpMetric metric, SummaryPoint point, Labels labels) {
        var name = labels.metricName();
        add(metric, point.frame(), labels.with(Labels.NAME, name + "_sum"), point.sum(), false, true);
        add(metric, point.frame(), labels.with(Labels.NAME, name + "_count"), point.count(), false, true);
        for (var quantile : point.quantiles()) {
            var one = labels.with("quantile", GoFloat.plain(quantile[0]));
            add(metric, point.frame(), one, quantile[1], false, false);
        }
    }

    private void add(
            OtlpMetric metric, Frame frame, Labels labels, double value, boolean accumulates, boolean isCounter) {
        var sample = Sample.of(frame.timeMs(), frame.isStale() ? StaleMarker.VALUE : value);
        add(metric, frame, labels, sample, accumulates, isCounter);
    }

    /**
     * Adds a sample.
     *
     * @param accumulates whether samples of delta temporality are added up to a total
     * @param isCounter whether the start of the interval is the start of a counter
     */
    private void add(
            OtlpMetric metric, Frame frame, Labels labels, Sample sample, boolean accumulates, boolean isCounter) {
        var hasStart = frame.startMs() > 0 && frame.startMs() < frame.timeMs();
        var start = hasStart ? frame.startMs() : 0;
        if (metric.isDelta()) {
            var adds = accumulates && options.accumulatesDeltas() && !frame.isStale();
            collector.add(new SourceSample(labels, sample, adds ? Accumulation.ADD : Accumulation.NONE, start));
        } else {
            var counterStart = isCounter ? start : 0;
            collector.add(SourceSample.of(labels, sample.withStartTimestamp(counterStart)));
        }
    }
}
