/**
 * Strict YAML reader: nodes with locations, and mappings that record which keys were read.
 *
 * <p><b>Promises:</b> all problems of a document are collected. An unknown key is a problem, with a suggestion. Aliases,
 * depth and size are bounded. Defaults and secrets are recorded for printing.
 *
 * <p><b>Does not:</b> know any key.
 */
package dev.tocsin.yaml;
