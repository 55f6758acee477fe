package dev.tocsin.replay;

import dev.tocsin.evaluation.promql.engine.Engine;
import dev.tocsin.evaluation.rules.RuleEvaluationContext.Origin;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.RecordValidator;
import dev.tocsin.labels.RelabelConfig;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notifier.ClaimSettings;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * The settings of instances on which results depend.
 *
 * @param configs reads a valid document of the config topic
 * @param maxSeries number of series that an instance holds at most
 * @param catchUp ticks that were missed are evaluated later, unless they are older than this
 */
public record ReplaySettings(
        Topics topics,
        RecordValidator validator,
        Function<ConfigDocument, AlertingConfig> configs,
        Engine engine,
        int maxSeries,
        Duration catchUp,
        Origin origin,
        List<RelabelConfig> alertRelabeling,
        ClaimSettings claims,
        Duration heartbeat) {}
