/**
 * What every command is made of: its surroundings, the options that many share, files, the cluster's topics, tables,
 * and how it fails.
 *
 * <p><b>Promises:</b> a failure is a sentence that says where, what, and what to do; only a fault of the program shows
 * a stack trace. A write to the topics is done when it is stored.
 *
 * <p><b>Does not:</b> know any command. Doors: {@link dev.tocsin.cli.command.SharedCommand}, which most commands
 * extend, {@link dev.tocsin.cli.command.Surroundings}, {@link dev.tocsin.cli.command.SharedTopics},
 * {@link dev.tocsin.cli.command.CommandFailed}.
 */
package dev.tocsin.cli.command;
