/**
 * What Prometheus and Alertmanager add to the template language: functions, times, labels, the texts of rules.
 *
 * <p><b>Promises:</b> a rule file's templates and an Alertmanager's templates mean here what they mean there.
 *
 * <p><b>Does not:</b> evaluate queries or look at a clock: both are given. Doors:
 * {@link dev.tocsin.templates.library.RuleTemplate}, {@link dev.tocsin.templates.library.PrometheusFunctions},
 * {@link dev.tocsin.templates.library.AlertmanagerFunctions}, {@link dev.tocsin.templates.library.Notification},
 * {@link dev.tocsin.templates.library.DefaultTemplates}.
 */
package dev.tocsin.templates.library;
