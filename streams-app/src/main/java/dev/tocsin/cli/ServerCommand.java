package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import dev.tocsin.timing.Causes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tocsin server}. */
@Command(
        name = "server",
        description = "Runs one instance until it is told to stop (SIGTERM, Ctrl-C).",
        footer = {"", "Example: tocsin server --config examples/tocsin.yml"})
public final class ServerCommand implements Callable<Integer> {
    @Mixin
    private SettingsOption settings;

    @Mixin
    private PromqlFeaturesOption promqlFeatures;

    private final CliContext context;
    private final InstanceRunner runner;

    ServerCommand(CliContext surroundings, InstanceRunner instance) {
        this.context = surroundings;
        this.runner = instance;
    }

    /** The instance, as the roof wires it. */
    @FunctionalInterface
    public interface InstanceRunner {
        /**
         * Opens it and comes back once it is closed.
         *
         * @throws RuntimeException with a sentence for people, if it can not start
         */
        void run(Settings settings) throws InterruptedException;
    }

    @Override
    public Integer call() throws InterruptedException {
        var read = settings.read(context, promqlFeatures.overrides());
        try {
            runner.run(read);
            return 0;
        } catch (RuntimeException e) {
            throw new CommandFailedException("can not run: " + Causes.messageWithRoot(e), e);
        }
    }
}
