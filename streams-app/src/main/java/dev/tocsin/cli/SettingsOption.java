package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --config}: a settings file, overridden by the environment. */
final class SettingsOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "settings file of an instance; environment variables TOCSIN_... override it")
    private Optional<Path> file = Optional.empty();

    static SettingsOption of(Path file) {
        var option = new SettingsOption();
        option.file = Optional.of(file);
        return option;
    }

    boolean isSet() {
        return file.isPresent();
    }

    /** @param overrides override the environment; keys are environment variable names */
    Settings read(CliContext context, Map<String, String> overrides) {
        var environment = new HashMap<>(context.environment());
        environment.putAll(overrides);
        var source = file.map(Path::toString).orElse("no file");
        var settings = Settings.read(source, file.map(TextFile::read).orElse(""), environment, context.hostName());
        var problems = new KafkaSettings(settings.kafka()).problems();
        if (!problems.isEmpty()) {
            throw new CommandFailedException(
                    "%d problem(s) in the settings:\n  %s".formatted(problems.size(), String.join("\n  ", problems)));
        }
        return settings;
    }
}
