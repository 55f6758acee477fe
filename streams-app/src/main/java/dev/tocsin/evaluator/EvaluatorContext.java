package dev.tocsin.evaluator;

import dev.tocsin.alerts.Alert;
import dev.tocsin.evaluation.samples.SeriesStore;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.WallClockLoop;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What everybody who evaluates on this instance shares. All of it is used on {@code loop}, but for the evaluations
 * themselves, which run on {@code workers}.
 *
 * @param goesFirst whether this instance is the one that reports in a matter, while the others wait
 * @param courtesy how long they wait
 * @param delay how long after a tick it is evaluated
 * @param alerts takes what the notifying half is to know
 */
public record EvaluatorContext(
        WallClockLoop loop,
        Executor workers,
        AlertStateLog alertStates,
        SampleLog samples,
        SeriesStore store,
        RuleQueries queries,
        Predicate<String> isPreferred,
        Duration headStart,
        Duration evaluationDelay,
        URI externalUrl,
        Telemetry telemetry,
        Consumer<List<Alert>> alertSink) {}
