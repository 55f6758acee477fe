/**
 * The door for what people write into files and into the environment: it turns YAML and variables into values of the
 * domain.
 *
 * <p><b>Promises:</b> a document is read whole before it is refused, and refused with all its problems at once, each
 * with its place, what is wrong and what to do; a hostile document (aliases, depth, size) ends in a problem, too.
 *
 * <p><b>Does not:</b> ask for the environment or decide what the values mean. Doors:
 * {@link dev.tocsin.config.Settings}, {@link dev.tocsin.config.AlertmanagerYaml},
 * {@link dev.tocsin.config.TemplateFiles}, {@link dev.tocsin.config.RuleFiles},
 * {@link dev.tocsin.config.RuleTestFile}, and the {@link dev.tocsin.config.ConfigException} that they throw.
 */
package dev.tocsin.config;
