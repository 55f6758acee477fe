/**
 * The strict reader of YAML: a tree whose parts know where they stand, and maps that are asked key by key.
 *
 * <p><b>Promises:</b> a document is read whole before it is refused: what is wrong is remembered and reading goes on; a
 * key that nobody asked for is a problem, with what was probably meant. A hostile document (aliases, depth, size) ends
 * in a problem, too. What a document leaves unsaid is kept for those who show it.
 *
 * <p><b>Does not:</b> know any key. Doors:
 * {@link dev.tocsin.config.yaml.YamlMap} and {@link dev.tocsin.config.yaml.YamlValue} to ask a document,
 * {@link dev.tocsin.config.yaml.Yaml} to look at it as a tree, {@link dev.tocsin.config.yaml.Problems}.
 */
package dev.tocsin.config.yaml;
