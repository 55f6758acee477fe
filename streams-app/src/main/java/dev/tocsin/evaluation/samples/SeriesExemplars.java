package dev.tocsin.evaluation.samples;

import dev.tocsin.labels.Labels;
import java.util.List;

/** Exemplars of a series. @param series the labels of the series */
public record SeriesExemplars(Labels series, List<Exemplar> exemplars) {
    public SeriesExemplars {
        exemplars = List.copyOf(exemplars);
    }
}
