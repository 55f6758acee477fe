package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin datasources}. */
@Command(
        name = "datasources",
        description = "Checks, applies, shows and tries the data sources that rules can query.",
        subcommands = {
            DataSourcesCheckCommand.class,
            DataSourcesApplyCommand.class,
            DataSourcesShowCommand.class,
            DataSourcesTestCommand.class
        })
final class DataSourcesCommand {}
