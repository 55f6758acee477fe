package dev.tocsin.evaluation.rules;

import dev.tocsin.labels.Labels;

/** One element of an expression's result; a scalar is one without labels. */
public record Element(Labels labels, double value) {}
