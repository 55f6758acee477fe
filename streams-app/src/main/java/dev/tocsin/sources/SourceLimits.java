package dev.tocsin.sources;

/**
 * Bounds of a source.
 *
 * @param maxSeries number of series; samples of further ones are refused
 * @param maxLabelLength characters of the value of a label; samples with longer ones are refused
 */
public record SourceLimits(int maxSeries, int maxLabelLength) {}
