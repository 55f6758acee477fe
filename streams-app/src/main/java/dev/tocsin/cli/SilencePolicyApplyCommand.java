package dev.tocsin.cli;

import dev.tocsin.config.SilencePolicyReader;
import dev.tocsin.kafka.codec.ConfigDocument;
import java.nio.file.Path;
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
        var author = context().environment().getOrDefault("USER", "");
        var document = new ConfigDocument(TextFile.read(file), context().clock().instant(), author);
        SilencePolicyReader.read(file.toString(), document.document());
        try (var topics = open()) {
            var before = topics.silencePolicy();
            var verdict = ConfigApplyCommand.changeKind(before, document);
            if (!verdict.equals("unchanged")) {
                topics.putSilencePolicy(document);
            }
            println("%-9s %s".formatted(verdict, ConfigDocument.SILENCE_POLICY));
            return 0;
        }
    }
}
