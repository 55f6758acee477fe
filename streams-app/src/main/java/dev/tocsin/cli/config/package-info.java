/**
 * {@code tocsin config}: checks, applies and shows the configuration of notifications, and tells where alerts would
 * go.
 *
 * <p><b>Promises:</b> a configuration is what amtool takes, with its templates, and is told in like words. What has a
 * problem is not written.
 *
 * <p><b>Does not:</b> decide what a valid configuration is (that is {@code dev.tocsin.config}). Doors:
 * {@link dev.tocsin.cli.config.ConfigCommand}, {@link dev.tocsin.cli.config.AlertmanagerDocument}.
 */
package dev.tocsin.cli.config;
