package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.Expr;
import dev.tocsin.evaluation.promql.vectors.Value;
import dev.tocsin.labels.Labels;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** The means by which one evaluation of a group reads and writes samples. */
public interface RuleEvaluationContext {
    /**
     * An expression that a template asks for.
     *
     * @throws dev.tocsin.evaluation.promql.PromqlSyntaxException if it is none in the language that is on
     */
    Expr parse(String text);

    /**
     * The result of an expression at an instant, as a vector; what was recorded before is seen.
     *
     * @throws QueryFailedException if there is none
     */
    List<Value.Element> query(Expr expr, Instant at);

    /**
     * Takes what a rule wrote, so that the rules after it see it.
     *
     * @return why some of it was not taken, for people; empty if all was
     */
    String append(List<RecordedSample> samples);

    /** What templates may say of where they are expanded. */
    Origin origin();

    /**
     * Where alerts come from.
     *
     * @param externalLabels of all instances together
     * @param externalUrl where people reach the instance
     */
    record Origin(Labels externalLabels, URI externalUrl) {}
}
