package dev.tocsin.sources.formats;

import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.otlp.OtlpOptions;
import java.util.Optional;

/**
 * Options of all formats; a format reads those that {@link SourceFormats#optionsOf} lists for it.
 *
 * @param staleNan {@code stale_nan}: whether the value NaN is Prometheus's stale marker, which the producer could not write
 * @param otlp {@code translation_strategy}, {@code promote_resource_attributes}, {@code scope_labels}, and for all formats with deltas
 *     {@code delta}
 * @param singleFieldValue {@code single_field_value}: whether a metric with the only field {@code value}, {@code gauge} or {@code
 *     counter} has the name of its measurement alone
 * @param timestampUnit {@code timestamp_unit}; empty for the default of the format
 * @param tenantLabel {@code tenant_label}: the label with Mimir's tenant; empty for no label
 */
public record FormatOptions(
        boolean staleNan,
        OtlpOptions otlp,
        boolean singleFieldValue,
        Optional<TimestampUnit> timestampUnit,
        String tenantLabel) {
    public static final FormatOptions DEFAULTS =
            new FormatOptions(true, OtlpOptions.DEFAULTS, false, Optional.empty(), "tenant");
}
