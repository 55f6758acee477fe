package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tocsin config apply}. */
@Command(
        name = "apply",
        description = {
            "Checks a configuration and applies it to all instances.",
            "The template files that it names are stored with it. Files with secrets are not: every instance reads its own."
        },
        footer = {"", "Example: tocsin config apply examples/alertmanager.yml"})
final class ConfigApplyCommand extends KafkaCommand {
    @Parameters(
            paramLabel = "FILE",
            description = "an Alertmanager configuration file, or AlertmanagerConfig objects of Kubernetes")
    private Path file;

    @Mixin
    private AlertmanagerFeaturesOption features;

    @Override
    public Integer call() {
        var settings = settings(features.overrides());
        var author = CommandAudit.user(context());
        var written = AlertmanagerConfigFile.load(file, context().clock().instant(), author);
        var reading = AlertmanagerConfigFile.parse(file.toString(), written, settings.matchers());
        var document = AlertmanagerConfigFile.toStore(written);
        AlertmanagerConfigFile.warnings(reading).forEach(warning -> warn("warning: " + warning));
        try (var topics = open(settings)) {
            var before = topics.config();
            var verdict = changeKind(before, document);
            if (!verdict.equals("unchanged")) {
                audit(topics, settings.audit())
                        .add(
                                "config.write",
                                "config/" + ConfigDocument.KEY,
                                redacted(before, settings),
                                reading.config().redacted())
                        .run(() -> List.of(topics.putConfig(document)));
            }
            println("%-9s %s".formatted(verdict, ConfigDocument.KEY));
            return 0;
        }
    }

    // The former document may be invalid for this version.
    private static String redacted(Optional<ReplicaEntry<ConfigDocument>> before, Settings settings) {
        return before.flatMap(ReplicaEntry::value)
                .map(document -> AlertmanagerConfigFile.redacted(document, settings.matchers()))
                .orElse("");
    }

    static String changeKind(Optional<ReplicaEntry<ConfigDocument>> before, ConfigDocument now) {
        if (before.isEmpty()) {
            return "added";
        }
        var same = before.get().rejected().isEmpty()
                && before.get().value().filter(now::hasSameContent).isPresent();
        return same ? "unchanged" : "changed";
    }
}
