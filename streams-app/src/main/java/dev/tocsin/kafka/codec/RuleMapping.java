package dev.tocsin.kafka.codec;

import dev.tocsin.evaluation.rules.RuleDraft;
import dev.tocsin.evaluation.rules.RuleGroupDraft;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.RuleRecord;

final class RuleMapping {
    private RuleMapping() {}

    static RuleGroupDraft fromRecord(RuleGroupRecord record) {
        return new RuleGroupDraft(
                record.getNamespace(),
                record.getName(),
                record.getInterval(),
                record.getQueryOffset(),
                record.getLimit(),
                record.getLabels(),
                record.getRules().stream().map(RuleMapping::fromRecord).toList(),
                record.getDataSource());
    }

    /** Whether the first version of the schema, which has the fields of Prometheus's rule files, holds the whole record. */
    static boolean isOfPrometheus(RuleGroupRecord record) {
        return fromRecord(record).isOfPrometheus();
    }

    static RuleGroupRecord toRecord(RuleGroupDraft group) {
        return new RuleGroupRecord(
                group.namespace(),
                group.name(),
                group.interval(),
                group.queryOffset(),
                group.limit(),
                group.labels(),
                group.rules().stream().map(RuleMapping::toRecord).toList(),
                group.dataSource());
    }

    private static RuleDraft fromRecord(RuleRecord rule) {
        return new RuleDraft(
                rule.getRecord(),
                rule.getAlert(),
                rule.getExpr(),
                rule.getFor$(),
                rule.getKeepFiringFor(),
                rule.getLabels(),
                rule.getAnnotations(),
                rule.getDataSource(),
                RuleDraft.States.of(rule.getStates()));
    }

    private static RuleRecord toRecord(RuleDraft rule) {
        return new RuleRecord(
                rule.record(),
                rule.alert(),
                rule.expr(),
                rule.holdFor(),
                rule.keepFiringFor(),
                rule.labels(),
                rule.annotations(),
                rule.dataSource(),
                rule.states().fields());
    }
}
