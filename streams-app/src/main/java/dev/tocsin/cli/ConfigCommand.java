package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin config}. */
@Command(
        name = "config",
        description = "Checks, applies and shows the Alertmanager configuration that all instances use.",
        subcommands = {ConfigCheckCommand.class, ConfigApplyCommand.class, ConfigShowCommand.class, RoutesCommand.class
        })
final class ConfigCommand {}
