/**
 * How Prometheus and its family write things down: durations, instants, floats, quoted strings, JSON.
 *
 * <p><b>Promises:</b> what is written here reads the same as what Prometheus, Alertmanager and their Go tools write.
 *
 * <p><b>Does not:</b> know what is written about. Doors: {@link dev.tocsin.notation.PromDuration},
 * {@link dev.tocsin.notation.GoDuration},
 * {@link dev.tocsin.notation.GoFloat}, {@link dev.tocsin.notation.GoQuote},
 * {@link dev.tocsin.notation.GoUnquote}, {@link dev.tocsin.notation.GoJson},
 * {@link dev.tocsin.notation.GoTime}.
 */
package dev.tocsin.notation;
