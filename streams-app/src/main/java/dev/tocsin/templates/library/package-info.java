/**
 * What Prometheus and Alertmanager add to the template language: functions, labels, what notifications are told of.
 *
 * <p><b>Promises:</b> an Alertmanager's templates mean here what they mean there.
 *
 * <p><b>Does not:</b> look at a clock, or know how rules write ({@code library.rules}). Doors:
 * {@link dev.tocsin.templates.library.AlertmanagerFunctions}, {@link dev.tocsin.templates.library.Notification},
 * {@link dev.tocsin.templates.library.DefaultTemplates}; for both dialects
 * {@link dev.tocsin.templates.library.Humanize}, {@link dev.tocsin.templates.library.Numbers},
 * {@link dev.tocsin.templates.library.Regexes}, {@link dev.tocsin.templates.library.TextMap}.
 */
package dev.tocsin.templates.library;
