/**
 * The command line: parses arguments, runs one command, prints the result.
 *
 * <p><b>Promises:</b> results go to standard output; errors go to standard error and say where, what and
 * what to do. Exit codes: 0 success, 1 failure, 2 wrong usage. A command that changes something checks
 * all of its input first and changes nothing if it is invalid. A write returns when the brokers have stored it.
 *
 * <p><b>Does not:</b> read the environment or the clock, or decide what is valid.
 */
package dev.tocsin.cli;
