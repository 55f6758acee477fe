package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** {@code tocsin silence-policy}. */
@Command(
        name = "silence-policy",
        description = "Checks, applies and shows the rules about who may silence which alerts.",
        subcommands = {SilencePolicyCheckCommand.class, SilencePolicyApplyCommand.class, SilencePolicyShowCommand.class
        })
final class SilencePolicyCommand {}
