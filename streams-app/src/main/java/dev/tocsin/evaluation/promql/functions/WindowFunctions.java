package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import java.util.HashMap;
import java.util.Map;

/** Every function of range vectors by its name, and with them those of what is absent. */
public final class WindowFunctions {
    public static final Map<String, Body> ALL;

    static {
        var all = new HashMap<String, Body>();
        all.putAll(OverTimeFunctions.ALL);
        all.putAll(RateFunctions.ALL);
        all.putAll(TrendFunctions.ALL);
        all.putAll(AbsentFunctions.ALL);
        ALL = Map.copyOf(all);
    }

    private WindowFunctions() {}
}
