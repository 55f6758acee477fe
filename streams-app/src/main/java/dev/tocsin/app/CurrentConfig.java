package dev.tocsin.app;

import dev.tocsin.config.alertmanager.AlertmanagerYaml;
import dev.tocsin.config.alertmanager.AlertmanagerYaml.Around;
import dev.tocsin.config.alertmanager.AlertmanagerYaml.Reading;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.codec.Kept;
import dev.tocsin.kafka.log.Readers;
import dev.tocsin.kafka.replica.Entry;
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
final class CurrentConfig implements Readers.ConfigCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentConfig.class);

    /** The key of the document in the config topic. */
    static final String NAME = "alertmanager";

    private final MatcherParser matchers;
    private volatile Optional<AlertingConfig> inForce = Optional.empty();
    private volatile Instant since = Instant.EPOCH;
    private volatile String problem = "";

    /** @param matchers the notation of matchers */
    CurrentConfig(MatcherParser matchers) {
        this.matchers = matchers;
    }

    Optional<AlertingConfig> inForce() {
        return inForce;
    }

    /** When it came in force, as the log tells the time. */
    Instant since() {
        return since;
    }

    /** Why the newest document is not in force, or empty. */
    String problem() {
        return problem;
    }

    /** Called when the topic has decided which document holds, and which can not. */
    Optional<AlertingConfig> take(Optional<Entry<ConfigDocument>> entry) {
        problem = entry.flatMap(Entry::flaw).map(Kept.Flaw::reason).orElse("");
        if (!problem.isEmpty()) {
            LOG.atWarn().addKeyValue("reason", problem).log("A configuration is not used; the last good one stays");
        }
        try {
            var next = entry.flatMap(Entry::value).map(this::parse);
            if (next.isPresent()) {
                next.get().warnings().forEach(CurrentConfig::remark);
                inForce = next.map(Reading::config);
                since = entry.map(Entry::since).orElse(Instant.EPOCH);
            }
            return next.map(Reading::config);
        } catch (ConfigException e) {
            // It was good for who wrote it, but not in the notation that this instance was told to read.
            problem = e.getMessage();
            return Optional.empty();
        }
    }

    @Override
    public List<String> problems(String name, ConfigDocument document) {
        if (!name.equals(NAME)) {
            return List.of("key '%s' is not known: the configuration stands under the key '%s'".formatted(name, NAME));
        }
        try {
            parse(document);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    private static void remark(Problem warning) {
        LOG.atWarn().addKeyValue("warning", warning).log("Something in the configuration is hardly meant");
    }

    private Reading parse(ConfigDocument document) {
        return AlertmanagerYaml.read(NAME, document.document(), new Around(document.files(), matchers));
    }
}
