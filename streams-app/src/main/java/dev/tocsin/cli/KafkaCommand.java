package dev.tocsin.cli;

import dev.tocsin.config.Settings;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that uses the shared topics. */
abstract class KafkaCommand {
    @Mixin
    private KafkaOptions kafka;

    @Spec
    private CommandSpec spec;

    private final CliContext context;
    private final TopicsClient.Factory topicsFactory;

    protected KafkaCommand(CliContext context, TopicsClient.Factory topicsFactory) {
        this.context = context;
        this.topicsFactory = topicsFactory;
    }

    protected final CliContext context() {
        return context;
    }

    protected final Settings settings() {
        return settings(Map.of());
    }

    /** @param overrides of settings; keys are environment variable names */
    protected final Settings settings(Map<String, String> overrides) {
        return kafka.read(context, overrides);
    }

    protected final TopicsClient open() {
        return topicsFactory.open(settings());
    }

    protected final TopicsClient open(Settings settings) {
        return topicsFactory.open(settings);
    }

    protected final void println(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    protected final void warn(String line) {
        spec.commandLine().getErr().println(line);
    }
}
