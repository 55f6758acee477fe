/**
 * Settings of one instance, from its YAML file and the environment.
 *
 * <p><b>Promises:</b> each key has its default here and a line in {@code examples/tocsin.yml}; a key or a variable
 * without a setting is an error, with a suggestion. All errors of a document are reported at once.
 *
 * <p><b>Does not:</b> read the environment itself.
 */
package dev.tocsin.config;
