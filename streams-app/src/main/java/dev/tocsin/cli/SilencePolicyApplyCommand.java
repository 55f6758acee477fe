package dev.tocsin.cli;

import dev.tocsin.config.SilencePolicyReader;
import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.ReplicaEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tocsin silence-policy apply}. */
@Command(
        name = "apply",
        description = {
            "Checks a silence policy and applies it to all instances.",
            "It decides on silences that are created, changed or expired from now on; existing ones stay."
        },
        footer = {"", "Example: tocsin silence-policy apply examples/silence-policy.yml"})
final class SilencePolicyApplyCommand extends KafkaCommand {
    @Parameters(paramLabel = "FILE", description = "a silence policy")
    private Path file;

    @Override
    public Integer call() {
        var author = CommandAudit.user(context());
        var settings = settings(Map.of());
        var document = new ConfigDocument(TextFile.read(file), context().clock().instant(), author);
        SilencePolicyReader.read(file.toString(), document.document());
        try (var topics = open(settings)) {
            var before = topics.silencePolicy();
            var verdict = ConfigApplyCommand.changeKind(before, document);
            if (!verdict.equals("unchanged")) {
                audit(topics, settings.audit())
                        .add(
                                "config.write",
                                "config/" + ConfigDocument.SILENCE_POLICY,
                                before.flatMap(ReplicaEntry::value)
                                        .map(ConfigDocument::document)
                                        .orElse(""),
                                document.document())
                        .run(() -> List.of(topics.putSilencePolicy(document)));
            }
            println("%-9s %s".formatted(verdict, ConfigDocument.SILENCE_POLICY));
            return 0;
        }
    }
}
