package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.timing.Causes;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tocsin server}. */
@Command(
        name = "server",
        description = "Runs one instance until SIGTERM or Ctrl-C.",
        footer = {"", "Example: tocsin server --config examples/tocsin.yml"})
public final class ServerCommand implements Callable<Integer> {
    @Mixin
    private SettingsOption settings;

    @Option(
            names = "--config.file",
            paramLabel = "FILE",
            description = "the same as --config, by the name of Prometheus's flag")
    private Optional<Path> configFile = Optional.empty();

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    @Option(
            names = "--web.config.file",
            paramLabel = "FILE",
            description = "TLS, users and headers, as in Prometheus; overrides the setting http.web_config_file")
    private Optional<Path> webConfigFile = Optional.empty();

    @Option(
            names = "--web.listen-address",
            paramLabel = "ADDRESS",
            description = "HOST:PORT, or :PORT for every interface; overrides the setting http.listen")
    private Optional<String> listenAddress = Optional.empty();

    @Spec
    private CommandSpec spec;

    /** Runs an instance. */
    @FunctionalInterface
    public interface InstanceRunner {
        /**
         * Starts the instance and returns when it has stopped.
         *
         * @throws RuntimeException if the instance cannot start; the message is shown to the user
         */
        void run(Settings settings) throws InterruptedException;
    }

    @Override
    public Integer call() throws InterruptedException {
        var tocsin = TocsinCommand.of(spec);
        var read = configFile.map(this::settingsIn).orElse(settings).read(tocsin.context(), overrides());
        try {
            tocsin.runner().run(read);
            return 0;
        } catch (RuntimeException e) {
            throw new CommandFailedException("cannot start: " + Causes.messageWithRoot(e), e);
        }
    }

    private SettingsOption settingsIn(Path file) {
        if (settings.isSet()) {
            throw new ParameterException(spec.commandLine(), "give the settings file once: --config or --config.file");
        }
        return SettingsOption.of(file);
    }

    /** Overrides of settings; keys are environment variable names. */
    private Map<String, String> overrides() {
        var overrides = new HashMap<>(promqlFeatures.overrides());
        webConfigFile.ifPresent(file -> overrides.put("TOCSIN_HTTP_WEB_CONFIG_FILE", file.toString()));
        listenAddress.ifPresent(address -> overrides.put("TOCSIN_HTTP_LISTEN", address));
        return overrides;
    }
}
