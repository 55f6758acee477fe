package dev.tocsin.cli;

import dev.tocsin.archive.jdbc.DatabaseException;
import dev.tocsin.kafka.KafkaUnreachableException;
import dev.tocsin.kafka.MisconfiguredTopicsException;
import dev.tocsin.kafka.copies.DamagedCopyException;
import dev.tocsin.replay.StretchMissingException;
import dev.tocsin.timing.Causes;
import dev.tocsin.yaml.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints expected failures as one message. Unexpected exceptions (bugs) are rethrown and keep their stack trace. */
final class CommandErrorHandler implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        command.getErr().println("%s: %s".formatted(command.getCommandSpec().qualifiedName(), message(failure)));
        return ExitCode.SOFTWARE;
    }

    private static String message(Exception failure) throws Exception {
        if (failure instanceof KafkaUnreachableException) {
            return "Kafka: " + Causes.messageWithRoot(failure);
        }
        if (failure instanceof CommandFailedException
                || failure instanceof ConfigException
                || failure instanceof DatabaseException
                || failure instanceof DamagedCopyException
                || failure instanceof StretchMissingException
                || failure instanceof MisconfiguredTopicsException) {
            return failure.getMessage();
        }
        throw failure;
    }
}
