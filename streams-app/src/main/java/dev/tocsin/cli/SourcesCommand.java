package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin sources}. */
@Command(
        name = "sources",
        description =
                "Checks, applies, shows and tests sources: topics of other producers whose records become samples.",
        subcommands = {
            SourcesCheckCommand.class,
            SourcesApplyCommand.class,
            SourcesShowCommand.class,
            SourcesTestCommand.class
        })
final class SourcesCommand {}
