package dev.tocsin.http.prometheus;

import java.util.List;

/** Where the groups stand that are evaluated here. */
@FunctionalInterface
public interface RuleStatuses {
    /** In any order. */
    List<ApiGroupStatus> groups();
}
