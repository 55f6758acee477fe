package dev.tocsin.cli;

import dev.tocsin.labels.MatcherParser;
import dev.tocsin.yaml.ConfigException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tocsin config check}. */
@Command(
        name = "check",
        description = {
            "Checks configuration files and reports all errors. Needs no Kafka.",
            "The template files that they name are checked too. Files with secrets are not read: they are on the instances."
        },
        footer = {"", "Example: tocsin config check examples/alertmanager.yml"})
final class ConfigCheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "an Alertmanager configuration file, or AlertmanagerConfig objects of Kubernetes")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--config.file", paramLabel = "FILE", description = "the same, by the name of Alertmanager's flag")
    private void configFile(Path file) {
        files.add(file);
    }

    @Mixin
    private SettingsOption settings;

    @Mixin
    private AlertmanagerFeaturesOption features;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name at least one configuration file");
        }
        var matchers = settings.read(TocsinCommand.of(spec).context(), features.overrides())
                .matchers();
        var failed = files.stream().filter(file -> !check(file, matchers)).count();
        spec.commandLine().getOut().flush();
        if (failed > 0) {
            throw new CommandFailedException("failed to validate %d file(s)".formatted(failed));
        }
        return 0;
    }

    private boolean check(Path file, MatcherParser matchers) {
        var out = spec.commandLine().getOut();
        try {
            var document = AlertmanagerConfigFile.load(file, Instant.EPOCH, "");
            var reading = AlertmanagerConfigFile.parse(file.toString(), document, matchers);
            var config = reading.config();
            out.println("""
                    Checking '%s'  SUCCESS
                    Found:
                     - %d routes
                     - %d inhibit rules
                     - %d receivers
                     - %d templates""".formatted(
                            file,
                            config.tree().all().size(),
                            config.inhibitRules().size(),
                            config.receivers().size(),
                            document.files().size()));
            AlertmanagerConfigFile.warnings(reading).forEach(warning -> out.println("warning: " + warning));
            return true;
        } catch (ConfigException | CommandFailedException e) {
            out.println("Checking '%s'  FAILED: %s".formatted(file, e.getMessage()));
            return false;
        }
    }
}
