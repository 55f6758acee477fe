package dev.tocsin.http;

import dev.tocsin.http.alertmanager.Notifying;
import dev.tocsin.http.common.Condition;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.SkippedRecord;
import dev.tocsin.http.prometheus.Evaluating;
import dev.tocsin.http.prometheus.SampleIntake;
import dev.tocsin.telemetry.Telemetry;
import java.util.List;
import java.util.function.Supplier;

/**
 * The instance behind the door.
 *
 * @param skipped the newest records that could not be used
 */
public record Inside(
        Identity identity,
        Supplier<Condition> condition,
        Supplier<List<SkippedRecord>> skipped,
        Notifying notifying,
        Evaluating evaluating,
        SampleIntake samples,
        Telemetry telemetry) {}
