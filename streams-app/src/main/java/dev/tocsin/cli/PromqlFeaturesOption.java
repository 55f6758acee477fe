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

/** Which experiments of PromQL a command knows, as promtool takes them. */
final class PromqlFeaturesOption {
    @Option(
            names = "--enable-feature",
            paramLabel = "FEATURE",
            split = ",",
            description = {
                "experiments of PromQL that may be used, by Prometheus's names, separated by commas;",
                "where there are settings, instead of evaluation.features"
            },
            converter = FeatureConverter.class)
    private List<Feature> enabled = List.of();

    /** The stable language, and what was asked for. */
    Features features() {
        var features = EnumSet.noneOf(Feature.class);
        features.addAll(enabled);
        return Features.stableAnd(features);
    }

    /** What is to be laid over the settings. */
    Map<String, String> overrides() {
        var names = enabled.stream().map(Feature::toString).collect(Collectors.joining(","));
        return enabled.isEmpty() ? Map.of() : Map.of("TOCSIN_EVALUATION_FEATURES", names);
    }

    static final class FeatureConverter implements ITypeConverter<Feature> {
        @Override
        public Feature convert(String text) {
            return Feature.find(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'%s' names no feature; known are %s".formatted(text, String.join(", ", Feature.names()))));
        }
    }
}
