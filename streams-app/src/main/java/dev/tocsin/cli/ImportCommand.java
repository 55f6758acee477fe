package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin import}. */
@Command(
        name = "import",
        description = "Takes over the state of other systems.",
        subcommands = {ImportAlertmanagerCommand.class})
final class ImportCommand {}
