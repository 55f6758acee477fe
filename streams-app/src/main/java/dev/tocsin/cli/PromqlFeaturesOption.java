package dev.tocsin.cli;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --enable-feature} of commands that parse PromQL, as in promtool. */
final class PromqlFeaturesOption {
    @Option(
            names = "--enable-feature",
            paramLabel = "FEATURE",
            split = ",",
            description = {
                "experimental PromQL features to enable, by Prometheus's names, separated by commas;",
                "overrides the setting evaluation.features"
            },
            converter = FeatureConverter.class)
    private List<Feature> enabled = List.of();

    /** Stable PromQL and the enabled experimental features. */
    Features features() {
        var features = EnumSet.noneOf(Feature.class);
        features.addAll(enabled);
        return Features.stableAnd(features);
    }

    /** Overrides of settings; keys are environment variable names. */
    Map<String, String> overrides() {
        var names = enabled.stream().map(Feature::toString).collect(Collectors.joining(","));
        return enabled.isEmpty() ? Map.of() : Map.of("TOCSIN_EVALUATION_FEATURES", names);
    }

    static final class FeatureConverter implements ITypeConverter<Feature> {
        @Override
        public Feature convert(String text) {
            return Feature.find(text)
                    .orElseThrow(() -> new TypeConversionException("unknown feature '%s'; known features: %s"
                            .formatted(text, String.join(", ", Feature.names()))));
        }
    }
}
