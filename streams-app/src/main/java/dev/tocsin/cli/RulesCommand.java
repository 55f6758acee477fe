package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin rules}. */
@Command(
        name = "rules",
        description = "Checks, tests, applies, synchronizes and lists the rule groups that all instances evaluate.",
        subcommands = {
            RulesCheckCommand.class,
            RulesTestCommand.class,
            RulesApplyCommand.class,
            RulesSyncCommand.class,
            RulesListCommand.class,
            RulesDeleteCommand.class
        })
final class RulesCommand {}
