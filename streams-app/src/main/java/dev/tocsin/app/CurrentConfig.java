package dev.tocsin.app;

import dev.tocsin.config.DataSourcesReader;
import dev.tocsin.config.SilencePolicyReader;
import dev.tocsin.config.SourcesReader;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParseOptions;
import dev.tocsin.config.alertmanager.AlertmanagerConfigReader.ParsedConfig;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.StoredRecord;
import dev.tocsin.kafka.replica.RecordValidator;
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

/** The Alertmanager configuration in force on this instance, and the problem of a newer one that is not. */
final class CurrentConfig implements RecordValidator.ConfigCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentConfig.class);

    private final MatcherParser matchers;
    private volatile Optional<AlertingConfig> current = Optional.empty();
    private volatile Instant appliedAt = Instant.EPOCH;
    private volatile String problem = "";
    /** The last document that was valid. It was parsed for its check; the folding thread does not parse it again. */
    private volatile CheckedDocument checked = new CheckedDocument(null, null);

    private record CheckedDocument(ConfigDocument document, ParsedConfig parsed) {}

    /** @param matchers the notation of matchers */
    CurrentConfig(MatcherParser matchers) {
        this.matchers = matchers;
    }

    Optional<AlertingConfig> current() {
        return current;
    }

    /** Returns the log time since which the configuration is in force. */
    Instant appliedAt() {
        return appliedAt;
    }

    /** Returns why the newest document is not in force; empty if it is. */
    String problem() {
        return problem;
    }

    /**
     * Applies the document in force, and remembers the problem of a newer one that was rejected. Without a valid document
     * there is no configuration: as after a restart, whatever was in force before.
     */
    void apply(Optional<ReplicaEntry<ConfigDocument>> entry) {
        problem = entry.flatMap(ReplicaEntry::rejected)
                .map(StoredRecord.Rejected::reason)
                .orElse("");
        if (!problem.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("reason", problem)
                    .log("The new configuration is not valid; the last valid one stays in force");
        }
        try {
            var next = entry.flatMap(ReplicaEntry::value).map(this::parse);
            next.ifPresent(parsed -> parsed.warnings().forEach(CurrentConfig::logWarning));
            current = next.map(ParsedConfig::config);
            appliedAt = entry.map(ReplicaEntry::appendedAt).orElse(Instant.EPOCH);
        } catch (ConfigException e) {
            // Valid for the instance that wrote it, but this instance has another notation of matchers.
            problem = e.getMessage();
        }
    }

    @Override
    public List<String> problems(String key, ConfigDocument document) {
        if (key.equals(ConfigDocument.SILENCE_POLICY)) {
            return SilencePolicyReader.problems(key, document.document());
        }
        if (key.equals(ConfigDocument.SOURCES)) {
            return SourcesReader.problems(key, document.document());
        }
        if (key.equals(ConfigDocument.DATA_SOURCES)) {
            return DataSourcesReader.problems(key, document.document());
        }
        try {
            parse(document);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    /** The text of a document without its secrets; a note in its place if it is not valid. */
    String redacted(ConfigDocument document) {
        try {
            return parse(document).config().redacted();
        } catch (ConfigException e) {
            return "(not valid, so its secrets are not known)";
        }
    }

    private static void logWarning(Problem warning) {
        LOG.atWarn().addKeyValue("warning", warning).log("Suspicious setting in the configuration");
    }

    private ParsedConfig parse(ConfigDocument document) {
        var known = checked;
        if (known.document() != null && known.document().hasSameContent(document)) {
            return known.parsed();
        }
        var parsed = AlertmanagerConfigReader.read(
                ConfigDocument.KEY, document.document(), new ParseOptions(document.files(), matchers));
        checked = new CheckedDocument(document, parsed);
        return parsed;
    }
}
