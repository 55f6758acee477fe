package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.evaluation.rules.RuleGroup;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that uses the shared topics. */
abstract class KafkaCommand implements Callable<Integer> {
    @Mixin
    private SettingsOption settings;

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            description = "brokers, separated by commas; overrides settings and environment (default: localhost:9092)")
    private Optional<String> brokers = Optional.empty();

    @Option(
            names = "--topics-prefix",
            paramLabel = "PREFIX",
            description = "prefix of the topic names; overrides settings and environment (default: tocsin.)")
    private Optional<String> prefix = Optional.empty();

    @Spec
    private CommandSpec spec;

    protected final TocsinCommand tocsin() {
        return TocsinCommand.of(spec);
    }

    protected final CliContext context() {
        return tocsin().context();
    }

    /** @param others more overrides of settings; keys are environment variable names */
    protected final Settings settings(Map<String, String> others) {
        var overrides = new HashMap<>(others);
        brokers.ifPresent(value -> overrides.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", value));
        prefix.ifPresent(value -> overrides.put("TOCSIN_TOPICS_PREFIX", value));
        return settings.read(context(), overrides);
    }

    protected final TopicsClient open() {
        return open(settings(Map.of()));
    }

    protected final TopicsClient open(Settings settings) {
        return tocsin().topics().open(settings);
    }

    /** An audit of this command. */
    protected final CommandAudit audit(TopicsClient topics, Settings.Audit auditSettings) {
        return new CommandAudit(context(), topics, auditSettings, this::warn);
    }

    /** The data sources in force; none if there is no document. */
    protected final DataSourcesFile appliedDataSources() {
        try (var topics = open()) {
            var document = topics.document(ConfigDocument.DATA_SOURCES)
                    .flatMap(ReplicaEntry::value)
                    .map(ConfigDocument::document);
            return new DataSourcesFile(ConfigDocument.DATA_SOURCES, document.orElse("data_sources: []"));
        }
    }

    /** Writes a document without secrets to the config topic, unless it is there already. Returns the exit code 0. */
    protected final int applyDocument(String key, ConfigDocument document, Settings all) {
        try (var topics = open(all)) {
            var before = topics.document(key);
            var verdict = ConfigApplyCommand.changeKind(before, document);
            if (!verdict.equals("unchanged")) {
                var former = before.flatMap(ReplicaEntry::value)
                        .map(ConfigDocument::document)
                        .orElse("");
                audit(topics, all.audit())
                        .add("config.write", "config/" + key, former, document.document())
                        .run(() -> List.of(topics.putDocument(key, document)));
            }
            println("%-9s %s".formatted(verdict, key));
            return 0;
        }
    }

    protected final void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    protected final void warn(String line) {
        spec.commandLine().getErr().println(line);
    }

    /** Names the rules that look back farther than samples are kept. */
    final void warnOfRetention(RuleGroup group, Duration retention) {
        group.retentionWarnings(retention)
                .forEach(warning -> warn("warning: group %s: %s".formatted(group.key(), warning)));
    }
}
