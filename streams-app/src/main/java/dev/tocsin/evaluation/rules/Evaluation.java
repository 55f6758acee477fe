package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import java.time.Instant;
import java.util.List;

/** The means by which one evaluation of a group reads and writes samples. */
public interface Evaluation {
    /**
     * The result of an expression at an instant, as a vector; what was recorded before is seen.
     *
     * @throws QueryFailedException if there is none
     */
    List<Element> query(Expr expr, Instant at);

    /** Takes what a rule wrote, so that the rules after it see it. */
    void record(List<RecordedSample> samples);

    /**
     * The text that a template comes to. A template that fails comes to a text that says so.
     *
     * @param element what the expression gave, with its original labels
     */
    String expand(Template template, Element element, Instant tick);

    /** A label's or an annotation's text in a rule, with the name by which errors call it. */
    record Template(String name, String text) {}
}
