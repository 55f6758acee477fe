package dev.tocsin.evaluation.naive;

/** PromQL does not define which of several results the expression has. */
final class AmbiguousResultException extends RuntimeException {}
