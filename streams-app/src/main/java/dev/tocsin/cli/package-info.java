/**
 * The command line: parses what was typed, asks, prints.
 *
 * <p><b>Promises:</b> what was asked for goes to standard output, what went wrong to standard error, as a sentence; 0
 * is success, 1 a failure, 2 a mistake in the command itself. Whatever changes something checks everything first: a
 * command that refuses has changed nothing.
 *
 * <p><b>Does not:</b> read the environment or the clock, run an instance, or decide what is valid. What all commands
 * have in common stands in {@code cli.command}, those about rules and configuration in {@code cli.rules} and
 * {@code cli.config}. Doors: {@link dev.tocsin.cli.Tocsin}, {@link dev.tocsin.cli.ServerCommand.Instance}.
 */
package dev.tocsin.cli;
