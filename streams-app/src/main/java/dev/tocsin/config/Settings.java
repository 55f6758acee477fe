package dev.tocsin.config;

import dev.tocsin.evaluation.promql.Features;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.silences.SilenceLimits;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.ProblemCollector;
import dev.tocsin.yaml.YamlMap;
import dev.tocsin.yaml.YamlNode.Mapping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of one instance. {@code examples/tocsin.yml} says what each is for.
 *
 * @param instanceId names the instance in the cluster
 * @param matchers the notation of matchers, and so which names labels may have
 * @param kafka passed to every Kafka client as it is
 */
public record Settings(
        String instanceId,
        Http http,
        Path stateDir,
        Map<String, String> kafka,
        Topics topics,
        Evaluation evaluation,
        Claims claim,
        Members member,
        Isolation isolation,
        SilenceLimits silences,
        MatcherParser matchers,
        Archive archive) {

    public Settings {
        kafka = Collections.unmodifiableMap(new TreeMap<>(kafka));
    }

    /** Without what Kafka is told, for there may be passwords in it. */
    @Override
    public String toString() {
        return "settings of instance '%s'".formatted(instanceId);
    }

    /**
     * @param externalUrl where people reach the instance; ends without a slash
     * @param routePrefix what all paths begin with; empty for none, else with a slash before it and none behind it
     */
    public record Http(Listen listen, URI externalUrl, String routePrefix) {}

    /** @param host {@code 0.0.0.0} for every address */
    public record Listen(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** @param replicationFactor -1 for the brokers' default */
    public record Topics(String prefix, int replicationFactor, int samplesPartitions, Duration samplesRetention) {}

    /**
     * @param delay how long after a tick it is evaluated
     * @param interval of groups that name none
     * @param queryOffset of groups that name none
     * @param lookback for how long a sample stands for its series
     * @param maxSamples how many one query may hold
     * @param maxSeries how many an instance holds
     * @param features which parts of the language rules and queries may use
     */
    public record Evaluation(
            Duration delay,
            Duration interval,
            Duration queryOffset,
            Duration lookback,
            int maxSamples,
            int maxSeries,
            Features features) {
        /** What holds for a group of rules that does not say otherwise. */
        public RuleGroupDraft.Defaults groupDefaults() {
            return new RuleGroupDraft.Defaults(interval, queryOffset, features);
        }
    }

    /**
     * @param lease within what time another instance sends in place of one that died while it sent
     * @param courtesy how long those wait who are not preferred
     * @param attempts how often a delivery is tried before the claim is released
     */
    public record Claims(Duration lease, Duration headStart, int attempts) {}

    /** @param timeout how long after its last heartbeat an instance counts as gone */
    public record Members(Duration heartbeat, Duration timeout) {}

    /**
     * @param enabled whether this instance takes part in keeping the archive
     * @param interval how often what has changed goes out
     * @param historyRetention for how long history is kept
     */
    public record Archive(boolean enabled, Duration interval, Duration historyRetention) {}

    /** What happens when Kafka can not be reached for longer than the grace. */
    public record Isolation(Duration grace, Policy policy) {
        /** Whether an instance on its own notifies without claims, or holds its notifications back. */
        public enum Policy {
            NOTIFY,
            HOLD
        }
    }

    /**
     * Reads the settings of an instance. The environment lies over the file: {@code TOCSIN_CLAIM_LEASE} over
     * {@code claim.lease}, {@code TOCSIN_KAFKA_BOOTSTRAP_SERVERS} over {@code kafka.bootstrap.servers}.
     *
     * @param source what the file is called in messages
     * @param text the file; empty if there is none
     * @param environment all variables; those that do not begin with {@code TOCSIN_} are none of ours
     * @throws ConfigException with all mistakes at once
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
