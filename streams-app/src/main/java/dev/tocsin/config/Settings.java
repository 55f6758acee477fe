package dev.tocsin.config;

import dev.tocsin.evaluation.promql.vectors.EngineOptions;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.evaluator.TickSettings;
import dev.tocsin.history.HistorySettings;
import dev.tocsin.http.HttpServerSettings;
import dev.tocsin.http.auth.AuthSettings;
import dev.tocsin.kafka.Topics;
import dev.tocsin.kafka.archive.ArchiveClient;
import dev.tocsin.kafka.sources.RegistrySchemas;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.labels.RelabelConfig;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.notifier.ClaimSettings;
import dev.tocsin.notifier.Isolation;
import dev.tocsin.sources.SourceDefinition;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlNode.Mapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of one instance. {@code examples/tocsin.yml} says what each is for.
 *
 * @param instanceId names the instance in the cluster
 * @param stateDir holds the replica of the shared topics
 * @param kafka passed to every Kafka client unchanged
 * @param keptSeries the series that the instance holds in memory
 * @param heartbeat interval of the heartbeats of this instance
 * @param sources must be the same on all instances; those of the config topic replace those of the same names
 * @param matchers the notation of matchers, which also decides the allowed label names
 * @param archive empty if this instance takes no part in writing the archive
 * @param history bounds of the events that this instance keeps for its pages
 */
public record Settings(
        String instanceId,
        HttpServerSettings http,
        AuthSettings auth,
        Path stateDir,
        Map<String, String> kafka,
        Topics.Settings topics,
        Evaluation evaluation,
        KeptSeries keptSeries,
        ClaimSettings claims,
        Duration heartbeat,
        Isolation.Settings isolation,
        SilenceLimits silences,
        Sources sources,
        Audit audit,
        MatcherParser matchers,
        Optional<ArchiveClient.ArchiveOptions> archive,
        HistorySettings history) {

    public Settings {
        kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    }

    /** Leaves out the Kafka settings, which may contain passwords. */
    @Override
    public String toString() {
        return "settings of instance '%s'".formatted(instanceId);
    }

    /** Which series an instance holds in memory. */
    public enum KeptSeries {
        ALL,
        /** Only those that a rule can select. */
        RULES
    }

    /** The sources that the settings define. */
    public interface Sources {
        Sources NONE = schemas -> List.of();

        /** @param schemas the schemas of Avro records in a registry */
        List<SourceDefinition> with(RegistrySchemas schemas);
    }

    /**
     * Settings of the audit.
     *
     * @param enabled whether actions are recorded
     * @param required whether an action must not have an effect if its record cannot be stored
     */
    public record Audit(boolean enabled, boolean required) {
        static Audit read(YamlMap audit) {
            return new Audit(audit.bool("enabled", true), audit.bool("required", true));
        }
    }

    /**
     * Settings of rule evaluation and queries.
     *
     * @param ticks when rule groups are evaluated
     * @param maxSeries limit of series that the instance holds
     * @param externalLabels added to alerts of rules that do not have them
     * @param alertRelabeling applied to alerts of rules, after the external labels are added
     * @param maxSamplesTotal limit of samples that all queries and rules hold together; 0 for a part of the heap
     */
    public record Evaluation(
            TickSettings ticks,
            int maxSeries,
            RuleGroupDraft.Defaults groupDefaults,
            EngineOptions engineOptions,
            Labels externalLabels,
            List<RelabelConfig> alertRelabeling,
            int maxSamplesTotal) {}

    /**
     * Reads the settings of an instance. An environment variable overrides the file: {@code TOCSIN_CLAIM_LEASE}
     * overrides {@code claim.lease}, {@code TOCSIN_KAFKA_BOOTSTRAP_SERVERS} overrides {@code kafka.bootstrap.servers}.
     *
     * @param source name of the file in error messages
     * @param text contents of the file; empty if there is none
     * @param environment all environment variables; those without the prefix {@code TOCSIN_} are ignored
     * @param hostName the default of the instance id
     * @throws ConfigException with all problems at once
     */
    public static Settings read(String source, String text, Map<String, String> environment, String hostName) {
        var problems = new ProblemCollector();
        var file = Mapping.read(source, text, problems);
        var settings = new SettingsReader(hostName, problems)
                .read(new YamlMap(EnvironmentOverrides.apply(file, environment, problems), "", problems));
        problems.throwIfAny();
        return settings;
    }
}
