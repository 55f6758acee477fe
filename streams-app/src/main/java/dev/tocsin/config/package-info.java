/**
 * What is wrong with what people wrote into files and into the environment; the rooms below turn it into values of the
 * domain.
 *
 * <p><b>Promises:</b> a {@link dev.tocsin.config.ConfigException} names all problems of a document at once, each with
 * its place, what is wrong and what to do.
 *
 * <p><b>Does not:</b> read anything. An instance's settings are read in {@code config.settings}, alertmanager.yml in
 * {@code config.alertmanager}, rule files and their tests in {@code config.rules}.
 */
package dev.tocsin.config;
