package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.samples.Exemplar;
import dev.tocsin.evaluation.samples.MetadataAndExemplars;
import dev.tocsin.evaluation.samples.MetricMetadata;
import dev.tocsin.evaluation.samples.MetricType;
import dev.tocsin.evaluation.samples.SeriesExemplars;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.schemas.ExemplarRecord;
import dev.tocsin.schemas.MetadataRecord;
import dev.tocsin.schemas.SampleBatchRecord;
import dev.tocsin.schemas.SeriesExemplarsRecord;
import java.util.List;

/** Metadata and exemplars in records of the samples topic. */
final class AdditionalMapping {
    private AdditionalMapping() {}

    static boolean isAbsent(SampleBatchRecord record) {
        return record.getMetadata().isEmpty() && record.getExemplars().isEmpty();
    }

    static MetadataAndExemplars fromRecord(SampleBatchRecord record) {
        return isAbsent(record)
                ? MetadataAndExemplars.NONE
                : new MetadataAndExemplars(
                        record.getMetadata().stream()
                                .map(AdditionalMapping::metadata)
                                .toList(),
                        record.getExemplars().stream()
                                .map(AdditionalMapping::exemplars)
                                .toList());
    }

    private static MetricMetadata metadata(MetadataRecord record) {
        if (record.getMetric().isEmpty() || record.getMetric().length() > Limit.LABEL_SET.value()) {
            throw new IllegalArgumentException("has metadata of a metric without a name, or with one that is too long");
        }
        return new MetricMetadata(
                record.getMetric(), MetricType.of(record.getType()), record.getHelp(), record.getUnit());
    }

    private static SeriesExemplars exemplars(SeriesExemplarsRecord record) {
        return new SeriesExemplars(
                Labels.of(record.getLabels()).requireWithinLimit(),
                record.getExemplars().stream()
                        .map(exemplar -> new Exemplar(
                                        exemplar.getTimestamp(), exemplar.getValue(), Labels.of(exemplar.getLabels()))
                                .requireWithinLimit())
                        .toList());
    }

    static List<MetadataRecord> metadata(MetadataAndExemplars additional) {
        return additional.metadata().stream()
                .map(one -> new MetadataRecord(one.metric(), one.type().text(), one.help(), one.unit()))
                .toList();
    }

    static List<SeriesExemplarsRecord> exemplars(MetadataAndExemplars additional) {
        return additional.exemplars().stream()
                .map(one -> new SeriesExemplarsRecord(
                        one.series().asMap(),
                        one.exemplars().stream()
                                .map(exemplar -> new ExemplarRecord(
                                        exemplar.time(),
                                        exemplar.value(),
                                        exemplar.labels().asMap()))
                                .toList()))
                .toList();
    }
}
