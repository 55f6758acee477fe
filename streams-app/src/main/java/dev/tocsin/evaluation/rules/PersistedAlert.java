package dev.tocsin.evaluation.rules;

/** An alert as a log keeps it over restarts: with the rule that it belongs to. */
public record PersistedAlert(String ruleUid, ActiveAlert alert) {}
