package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.timing.Causes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin server}. */
@Command(
        name = "server",
        description = "Runs one instance until SIGTERM or Ctrl-C.",
        footer = {"", "Example: tocsin server --config examples/tocsin.yml"})
public final class ServerCommand implements Callable<Integer> {
    @Mixin
    private SettingsOption settings;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

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
        var read = settings.read(tocsin.context(), promqlFeatures.overrides());
        try {
            tocsin.runner().run(read);
            return 0;
        } catch (RuntimeException e) {
            throw new CommandFailedException("cannot start: " + Causes.messageWithRoot(e), e);
        }
    }
}
