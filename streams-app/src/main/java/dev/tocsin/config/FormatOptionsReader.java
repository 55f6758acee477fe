package dev.tocsin.config;

import dev.tocsin.labels.LabelName;
import dev.tocsin.sources.TimestampUnit;
import dev.tocsin.sources.formats.FormatOptions;
import dev.tocsin.sources.formats.SourceFormats;
import dev.tocsin.sources.otlp.NamingStrategy;
import dev.tocsin.sources.otlp.OtlpOptions;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlValue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the options of a format whose records have names and times in them. Options of other formats stay unknown keys. */
final class FormatOptionsReader {
    private static final List<String> DELTAS = List.of("accumulate", "as_is");

    private final YamlMap map;
    private final String format;

    private FormatOptionsReader(YamlMap map, String format) {
        this.map = map;
        this.format = format;
    }

    /** @param map the source, in which the options stand beside the format */
    static FormatOptions read(YamlMap map, String format) {
        return new FormatOptionsReader(map, format).read();
    }

    private FormatOptions read() {
        var standard = FormatOptions.DEFAULTS;
        return new FormatOptions(
                has("stale_nan") ? map.bool("stale_nan", standard.staleNan()) : standard.staleNan(),
                otlp(standard.otlp()),
                has("single_field_value") && map.bool("single_field_value", standard.singleFieldValue()),
                option("timestamp_unit", "s, ms, us or ns", TimestampUnit::of),
                option("tenant_label", "a name of a label, or \"\" for none", FormatOptionsReader::labelName)
                        .orElse(standard.tenantLabel()));
    }

    private OtlpOptions otlp(OtlpOptions standard) {
        var strategies =
                Arrays.stream(NamingStrategy.values()).map(NamingStrategy::text).collect(Collectors.joining(", "));
        return new OtlpOptions(
                option("translation_strategy", "one of " + strategies, NamingStrategy::of)
                        .orElse(standard.naming()),
                new HashSet<>(
                        has("promote_resource_attributes")
                                ? map.get("promote_resource_attributes")
                                        .map(YamlValue::texts)
                                        .orElse(List.of())
                                : List.of()),
                has("scope_labels") && map.bool("scope_labels", standard.scopeLabels()),
                option("delta", "accumulate or as_is", text -> Optional.of(text).filter(DELTAS::contains))
                        .map("accumulate"::equals)
                        .orElse(standard.accumulatesDeltas()));
    }

    private boolean has(String option) {
        return SourceFormats.optionsOf(format).contains(option);
    }

    private <T> Optional<T> option(String key, String expected, Function<String, Optional<T>> parser) {
        return has(key)
                ? map.read(
                        key, expected, text -> parser.apply(text).orElseThrow(() -> new IllegalArgumentException("")))
                : Optional.empty();
    }

    private static Optional<String> labelName(String text) {
        return Optional.of(text).filter(name -> name.isEmpty() || LabelName.isValid(name));
    }
}
