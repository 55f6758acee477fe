package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin import}. */
@Command(
        name = "import",
        description = "Takes over rules, configuration and state of other systems.",
        subcommands = {ImportAlertmanagerCommand.class, ImportGrafanaCommand.class})
final class ImportCommand {}
