package dev.tocsin.http.tocsin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Orders of rules in a group. The first rule of each group decides about the order of the groups. */
enum RuleOrder implements Comparator<RuleRowView> {
    /** As the rules are written, in groups by their names. */
    NAME(Comparator.comparingInt(RuleRowView::index)),
    /** Firing first, then pending, then failed ones. */
    STATE(Comparator.comparingInt(RuleOrder::rank)),
    /** The most expensive first. */
    COST(Comparator.comparing(RuleRowView::costSeconds).reversed());

    private static final List<String> STATES = List.of("firing", "pending", "inactive", "");

    private final Comparator<RuleRowView> order;

    RuleOrder(Comparator<RuleRowView> order) {
        this.order = order;
    }

    static RuleOrder of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    @Override
    public int compare(RuleRowView one, RuleRowView other) {
        return order.thenComparingInt(RuleRowView::index).compare(one, other);
    }

    /** The order of groups by their first rules; groups that are equal in it are sorted by their names. */
    Comparator<RuleRowView> ofGroups() {
        return this == NAME ? (one, other) -> 0 : order;
    }

    private static int rank(RuleRowView rule) {
        var rank = STATES.indexOf(rule.state());
        return rule.health().equals("err") ? Math.min(rank, 2) * 2 - 1 : rank * 2;
    }
}
