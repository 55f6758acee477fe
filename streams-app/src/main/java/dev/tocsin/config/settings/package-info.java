/**
 * The settings of one instance, from its file and from the environment that lies over it.
 *
 * <p><b>Promises:</b> each key has its default here and a line in examples/tocsin.yml; a key or a variable that names
 * no setting is a problem, with what was probably meant.
 *
 * <p><b>Does not:</b> ask for the environment. The door: {@link dev.tocsin.config.settings.Settings}.
 */
package dev.tocsin.config.settings;
