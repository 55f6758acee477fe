package dev.tocsin.http;

import dev.tocsin.http.alertmanager.AlertmanagerApiContext;
import dev.tocsin.http.common.Identity;
import dev.tocsin.http.common.InstanceStatus;
import dev.tocsin.http.prometheus.PrometheusApiContext;
import dev.tocsin.http.prometheus.SampleWriter;
import dev.tocsin.kafka.log.SkippedRecord;
import dev.tocsin.telemetry.Telemetry;
import java.util.List;
import java.util.function.Supplier;

/**
 * The instance behind the door.
 *
 * @param skipped the newest records that could not be used
 */
public record HttpServerContext(
        Identity identity,
        Supplier<InstanceStatus> status,
        Supplier<List<SkippedRecord>> skippedRecords,
        AlertmanagerApiContext alertmanager,
        PrometheusApiContext prometheus,
        SampleWriter sampleWriter,
        Telemetry telemetry) {}
