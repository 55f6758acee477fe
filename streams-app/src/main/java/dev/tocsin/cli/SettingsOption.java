package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which settings a command is about: a file, and the environment over it. */
final class SettingsOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "settings of an instance; TOCSIN_... in the environment win over it")
    private Optional<Path> file = Optional.empty();

    /** @param over wins over the environment; its keys are variables */
    Settings read(CliContext surroundings, Map<String, String> over) {
        var environment = new HashMap<>(surroundings.environment());
        environment.putAll(over);
        var source = file.map(Path::toString).orElse("no file");
        var settings = Settings.read(source, file.map(TextFile::read).orElse(""), environment, surroundings.hostName());
        var problems = new KafkaSettings(settings.kafka()).problems();
        if (!problems.isEmpty()) {
            throw new CommandFailedException("%d problem(s) with settings must be mended:\n  %s"
                    .formatted(problems.size(), String.join("\n  ", problems)));
        }
        return settings;
    }
}
