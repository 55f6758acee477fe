package dev.tocsin.cli;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.kafka.replica.Entry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tocsin config apply}. */
@Command(
        name = "apply",
        description = {
            "Puts a configuration in force on all instances, if nothing is wrong with it.",
            "The templates that it names go with it. Files with secrets do not: they lie where the instances run."
        },
        footer = {"", "Example: tocsin config apply examples/alertmanager.yml"})
final class ConfigApply extends SharedCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a configuration, as Alertmanager writes it")
    private Path file;

    @Mixin
    private FeaturesOption features;

    ConfigApply(Surroundings surroundings, SharedTopics.Opening opening) {
        super(surroundings, opening);
    }

    @Override
    public Integer call() {
        var settings = settings(features.over());
        var author = surroundings().environment().getOrDefault("USER", "");
        var document = AlertmanagerDocument.load(file, surroundings().clock().instant(), author);
        var reading = AlertmanagerDocument.read(
                file.toString(), document, settings.alertmanager().matchers());
        reading.warnings().forEach(warning -> warn(warning.toString()));
        try (var topics = open(settings)) {
            var before = Optional.ofNullable(topics.config().get(AlertmanagerDocument.NAME));
            var verdict = verdict(before, document);
            if (!verdict.equals("unchanged")) {
                topics.put(AlertmanagerDocument.NAME, document);
            }
            say("%-9s %s".formatted(verdict, AlertmanagerDocument.NAME));
            return 0;
        }
    }

    private static String verdict(Optional<Entry<ConfigDocument>> before, ConfigDocument now) {
        if (before.isEmpty()) {
            return "added";
        }
        var same = before.get().flaw().isEmpty()
                && before.get().value().filter(now::saysTheSameAs).isPresent();
        return same ? "unchanged" : "changed";
    }
}
