package dev.tocsin.evaluation.alerting;

/** An alert as a log keeps it over restarts: with the rule that it belongs to. */
public record PersistedAlert(String ruleUid, ActiveAlert alert) {}
