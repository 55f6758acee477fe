/**
 * A strict YAML reader: a tree with positions, and maps that are asked key by key.
 *
 * <p><b>Promises:</b> all errors of a document are collected; an unknown key is an error, with a suggestion;
 * aliases, depth and size are bounded; defaults are recorded for those who show a configuration.
 *
 * <p><b>Does not:</b> know any key.
 */
package dev.tocsin.yaml;
