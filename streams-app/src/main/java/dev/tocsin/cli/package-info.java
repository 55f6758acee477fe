/**
 * The command line: parses arguments, runs one command, prints the result.
 *
 * <p><b>Promises:</b> results go to standard output; errors go to standard error, as sentences that say where,
 * what and what to do. Exit codes: 0 success, 1 failure, 2 wrong usage. A command that changes something checks
 * all of its input first: a command that refuses has changed nothing. A write is done when the brokers have stored
 * it.
 *
 * <p><b>Does not:</b> read the environment or the clock, or decide what is valid.
 */
package dev.tocsin.cli;
