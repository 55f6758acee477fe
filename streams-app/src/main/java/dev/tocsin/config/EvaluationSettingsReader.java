package dev.tocsin.config;

import dev.tocsin.evaluation.promql.Feature;
import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluator.TickSettings;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.limits.Limit;
import dev.tocsin.yaml.YamlMap;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the settings below {@code evaluation}. */
final class EvaluationSettingsReader {
    private static final long MIN_SAMPLES_TOTAL = 100_000;

    private EvaluationSettingsReader() {}

    static Settings.Evaluation read(YamlMap evaluation) {
        var engine = EngineOptions.DEFAULTS;
        var interval =
                SettingsReader.durationAtLeast(evaluation, "interval", engine.subqueryStep(), Duration.ofMillis(100));
        var features = Features.stableAnd(promqlFeatures(evaluation));
        return new Settings.Evaluation(
                ticks(evaluation),
                evaluation.integer("max_series", 1_000_000, 1),
                new RuleGroupDraft.Defaults(interval, evaluation.duration("query_offset", Duration.ZERO), features),
                new EngineOptions(
                        SettingsReader.durationAtLeast(evaluation, "lookback", engine.lookback(), Duration.ofMillis(1)),
                        interval,
                        evaluation.integer("max_samples", engine.maxSamples(), 1),
                        features),
                externalLabels(evaluation),
                RelabelConfigReader.read(evaluation, "alert_relabel_configs"),
                maxSamplesTotal(evaluation));
    }

    /** A {@code delay} is both bounds, unless they are set. */
    private static TickSettings ticks(YamlMap evaluation) {
        var defaults = TickSettings.DEFAULTS;
        var isFixed = evaluation.get("delay").isPresent();
        var fixed = evaluation.duration("delay", defaults.maxDelay());
        var least = evaluation.duration("min_delay", isFixed ? fixed : defaults.minDelay());
        var most = evaluation.duration("max_delay", least.compareTo(fixed) > 0 ? least : fixed);
        if (most.compareTo(least) < 0) {
            evaluation.problem(
                    "max_delay", "evaluation.max_delay is shorter than min_delay", "set the longer one as max_delay");
        }
        return new TickSettings(
                SettingsReader.durationAtLeast(evaluation, "tick", defaults.interval(), Limit.TICK_INTERVAL.duration()),
                least,
                most,
                evaluation.duration("catch_up", defaults.catchUp()));
    }

    private static Labels externalLabels(YamlMap evaluation) {
        var labels = evaluation.strings("external_labels");
        labels.keySet().stream()
                .filter(name -> !LabelName.isValid(name) || name.equals(Labels.NAME))
                .forEach(name -> evaluation.problem(
                        "external_labels",
                        "'%s' is not a valid name of a label".formatted(name),
                        "choose another name"));
        return Labels.of(labels);
    }

    private static int maxSamplesTotal(YamlMap evaluation) {
        return evaluation
                .get("max_samples_total")
                .flatMap(value -> value.integer(0, Integer.MAX_VALUE)
                        .filter(total -> total == 0
                                || total >= MIN_SAMPLES_TOTAL
                                || value.wrongType("0 for a part of the heap, or at least " + MIN_SAMPLES_TOTAL)
                                        .isPresent()))
                .map(Math::toIntExact)
                .orElse(0);
    }

    private static Set<Feature> promqlFeatures(YamlMap evaluation) {
        return FeaturesReader.read(evaluation, Feature.names()).stream()
                .flatMap(name -> Feature.find(name).stream())
                .collect(Collectors.toSet());
    }
}
