package dev.tocsin.cli;

import dev.tocsin.streams.Entry;
import dev.tocsin.streams.records.ConfigDocument;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tocsin config apply}. */
@Command(
        name = "apply",
        description = {
            "Puts a configuration in force on all instances, if nothing is wrong with it.",
            "Files that it names are not read: they lie where the instances run."
        },
        footer = {"", "Example: tocsin config apply examples/alertmanager.yml"})
final class ConfigApply extends SharedCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a configuration, as Alertmanager writes it")
    private Path file;

    ConfigApply(Surroundings surroundings, SharedTopics.Opening opening) {
        super(surroundings, opening);
    }

    @Override
    public Integer call() {
        var settings = settings();
        var text = TextFile.read(file);
        AlertmanagerDocument.read(file.toString(), text);
        try (var topics = open(settings)) {
            var before = Optional.ofNullable(topics.config().get(AlertmanagerDocument.NAME));
            var verdict = verdict(before, text);
            if (!verdict.equals("unchanged")) {
                topics.put(AlertmanagerDocument.NAME, document(text));
            }
            say("%-9s %s".formatted(verdict, AlertmanagerDocument.NAME));
            return 0;
        }
    }

    private ConfigDocument document(String text) {
        var author = surroundings().environment().getOrDefault("USER", "");
        return new ConfigDocument(text, surroundings().clock().instant(), author);
    }

    private static String verdict(Optional<Entry<ConfigDocument>> before, String text) {
        if (before.isEmpty()) {
            return "added";
        }
        var same = before.get().flaw().isEmpty()
                && before.get().value().map(ConfigDocument::document).equals(Optional.of(text));
        return same ? "unchanged" : "changed";
    }
}
