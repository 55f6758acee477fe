package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import java.util.HashMap;
import java.util.Map;

/** Every function of scalars, texts and instant vectors, by its name; those of histograms apart. */
public final class InstantFunctions {
    public static final Map<String, Body> ALL;

    static {
        var all = new HashMap<String, Body>();
        all.putAll(MathFunctions.ALL);
        all.putAll(ConversionFunctions.ALL);
        all.putAll(DateFunctions.ALL);
        all.putAll(SortFunctions.ALL);
        all.putAll(LabelFunctions.ALL);
        all.putAll(InfoFunction.ALL);
        ALL = Map.copyOf(all);
    }

    private InstantFunctions() {}
}
