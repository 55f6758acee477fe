package dev.tocsin.app;

import dev.tocsin.config.alertmanager.AlertmanagerConfigReader;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParseOptions;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParsedConfig;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.log.RecordReaders;
import dev.tocsin.kafka.replica.ReplicaEntry;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.yaml.ConfigException;
import dev.tocsin.yaml.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alertmanager configuration that is in force on this instance, and what is wrong with a newer one. */
final class CurrentConfig implements RecordReaders.ConfigCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentConfig.class);

    /** The key of the document in the config topic. */
    static final String KEY = "alertmanager";

    private final MatcherParser matchers;
    private volatile Optional<AlertingConfig> current = Optional.empty();
    private volatile Instant appliedAt = Instant.EPOCH;
    private volatile String problem = "";

    /** @param matchers the notation of matchers */
    CurrentConfig(MatcherParser matchers) {
        this.matchers = matchers;
    }

    Optional<AlertingConfig> current() {
        return current;
    }

    /** When it came in force, as the log tells the time. */
    Instant appliedAt() {
        return appliedAt;
    }

    /** Why the newest document is not in force, or empty. */
    String problem() {
        return problem;
    }

    /** Called when the topic has decided which document holds, and which can not. */
    Optional<AlertingConfig> apply(Optional<ReplicaEntry<ConfigDocument>> entry) {
        problem = entry.flatMap(ReplicaEntry::rejected)
                .map(StoredRecord.Rejected::reason)
                .orElse("");
        if (!problem.isEmpty()) {
            LOG.atWarn().addKeyValue("reason", problem).log("A configuration is not used; the last good one stays");
        }
        try {
            var next = entry.flatMap(ReplicaEntry::value).map(this::parse);
            if (next.isPresent()) {
                next.get().warnings().forEach(CurrentConfig::logWarning);
                current = next.map(ParsedConfig::config);
                appliedAt = entry.map(ReplicaEntry::since).orElse(Instant.EPOCH);
            }
            return next.map(ParsedConfig::config);
        } catch (ConfigException e) {
            // It was good for who wrote it, but not in the notation that this instance was told to read.
            problem = e.getMessage();
            return Optional.empty();
        }
    }

    @Override
    public List<String> problems(String name, ConfigDocument document) {
        if (!name.equals(KEY)) {
            return List.of("key '%s' is not known: the configuration stands under the key '%s'".formatted(name, KEY));
        }
        try {
            parse(document);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static void logWarning(Problem warning) {
        LOG.atWarn().addKeyValue("warning", warning).log("Something in the configuration is hardly meant");
    }

    private ParsedConfig parse(ConfigDocument document) {
        return AlertmanagerConfigReader.read(KEY, document.document(), new ParseOptions(document.files(), matchers));
    }
}
