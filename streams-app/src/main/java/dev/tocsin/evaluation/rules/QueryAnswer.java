package dev.tocsin.evaluation.rules;

import dev.tocsin.evaluation.promql.vectors.Value;
import java.util.List;

/** The answer of a data source to the query of a rule. */
public sealed interface QueryAnswer {
    /**
     * The elements of the result.
     *
     * @param warnings of the data source, for people
     */
    record Elements(List<Value.Element> elements, List<String> warnings) implements QueryAnswer {
        public Elements {
            elements = List.copyOf(elements);
            warnings = List.copyOf(warnings);
        }
    }

    /** There is no result. @param reason for people: cause and remedy */
    record Failed(String reason) implements QueryAnswer {}

    default boolean isFailed() {
        return this instanceof Failed;
    }

    /** The elements. @throws QueryFailedException if there is no result */
    default List<Value.Element> requireElements() {
        if (this instanceof Elements answered) {
            return answered.elements();
        }
        throw new QueryFailedException(((Failed) this).reason());
    }
}
