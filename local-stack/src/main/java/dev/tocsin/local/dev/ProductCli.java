package dev.tocsin.local.dev;

import java.nio.file.Path;
import java.util.List;

/** The product's command line. */
@FunctionalInterface
interface ProductCli {
    /** Runs one command to its end. @throws CannotStart with what the command said, if it failed */
    void run(List<String> arguments);

    default void createTopics(Path settings) {
        run(List.of("topics", "create", "--config", settings.toString()));
    }

    default void applyConfig(Path settings, Path document) {
        run(List.of("config", "apply", "--config", settings.toString(), document.toString()));
    }

    default void applyRules(Path settings, Path rules) {
        run(List.of("rules", "apply", "--config", settings.toString(), rules.toString()));
    }
}
